package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dreamlms.books.db.Sql;

/** An LMS's database with 3 to 8 mutations, which a seed has drawn. */
final class DirtyDatabase implements AutoCloseable {

    private static final List<String> ENCODINGS =
            List.of("LATIN5", "LATIN1", "KOI8R", "SQL_ASCII", "EUC_JP");
    private static final List<String> PARAMETERS =
            List.of("autosave=always", "autosave=conservative", "preferQueryMode=simple");
    private static final int HARMLESS_OF_TEN = 7;
    private static final String DENIED = "42501";

    final TestDatabase database;
    final List<Mutation> mutations = new ArrayList<>();
    private final List<Connection> others = new ArrayList<>();
    private final Optional<TestServer.Owner> owner;
    private final String parameters;
    private final String encoding;
    private boolean prepared;

    DirtyDatabase(long seed) {
        var random = new Random(seed);
        encoding = random.nextInt(5) == 0 ? draw(ENCODINGS, random) : "UTF8";
        database =
                (encoding.equals("UTF8") ? TestServer.legacy() : TestServer.legacyIn(encoding))
                        .run(LegacyRows.FIFTEEN_BOOKS);
        owner = random.nextBoolean() ? Optional.of(TestServer.ownerOf(database)) : Optional.empty();
        parameters = random.nextInt(3) == 0 ? "&" + draw(PARAMETERS, random) : "";
        var all = new ArrayList<>(Mutation.ALL);
        // Most databases are odd without being wrong, and nobody is at work in them.
        if (random.nextInt(10) < HARMLESS_OF_TEN) {
            all.removeIf(mutation -> !mutation.token().isEmpty() || mutation.isInTheWay());
        }
        Collections.shuffle(all, random);
        var wanted = 3 + random.nextInt(6);
        for (var mutation : all) {
            if (mutations.size() < wanted && apply(mutation)) {
                mutations.add(mutation);
            }
        }
    }

    private static String draw(List<String> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }

    /** The way to it that the service has. */
    String url() {
        return owner.map(o -> database.url().replace("user=postgres", "user=" + o.user()))
                        .orElse(database.url())
                + parameters;
    }

    /** False when it does not go together with those before it. */
    private boolean apply(Mutation mutation) {
        var user = owner.map(TestServer.Owner::user).orElse("postgres");
        var sql = mutation.sql().replace("{db}", database.name()).replace("{role}", user);
        if (mutation.sql().contains("{role}") && owner.isEmpty()) {
            return false;
        }
        try {
            if (mutation.isOfAnotherSession()) {
                var other = database.connect();
                others.add(other);
                other.setAutoCommit(false);
                Sql.run(other, sql);
            } else if (mutation.isPrepared()) {
                prepared = true;
                run(
                        "postgres",
                        "BEGIN; " + sql + "; PREPARE TRANSACTION '" + database.name() + "'");
            } else {
                asOwnerOrElse(user, sql);
            }
            return true;
        } catch (SQLException ignored) {
            return false;
        }
    }

    private void asOwnerOrElse(String user, String sql) throws SQLException {
        try {
            run(user, sql);
        } catch (SQLException e) {
            if (!DENIED.equals(e.getSQLState())) {
                throw e;
            }
            run("postgres", sql);
        }
    }

    private void run(String user, String sql) throws SQLException {
        try (var connection = database.connect()) {
            Sql.run(connection, "SET lock_timeout = '1s'; SET ROLE " + user);
            Sql.run(connection, sql);
        }
    }

    /** Whether somebody else is at its tables, whom the migration must not wait for for ever. */
    boolean isInUse() {
        return !others.isEmpty() || prepared;
    }

    /** Ends what others do in it, and drops it. */
    @Override
    public void close() throws SQLException {
        for (var other : others) {
            other.close();
        }
        if (prepared) {
            try {
                run("postgres", "ROLLBACK PREPARED '" + database.name() + "'");
            } catch (SQLException ignored) {
                // It could not be prepared.
            }
        }
        TestServer.run("postgres", "DROP DATABASE IF EXISTS " + database.name() + " WITH (FORCE)");
    }

    @Override
    public String toString() {
        return encoding
                + ", "
                + owner.map(o -> "owner").orElse("superuser")
                + parameters
                + ", "
                + mutations;
    }
}
