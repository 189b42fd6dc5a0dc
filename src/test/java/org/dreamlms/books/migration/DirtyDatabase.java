package org.dreamlms.books.migration;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dreamlms.books.Settings;
import org.dreamlms.books.db.OwnSchema;
import org.dreamlms.books.db.Sql;

/** An LMS's database with 3 to 8 mutations, which a seed has drawn. */
final class DirtyDatabase implements AutoCloseable {

    private static final List<String> ENCODINGS =
            List.of("LATIN5", "LATIN1", "KOI8R", "SQL_ASCII", "EUC_JP");
    private static final List<String> PARAMETERS =
            List.of("autosave=always", "autosave=conservative", "preferQueryMode=simple");
    private static final int HARMLESS_OF_TEN = 7;
    private static final String DENIED = "42501";

    private static final String UNIQUE = "uq_book_assignment";

    /** Spreads the kinds over neighbouring seeds, and leaves what else is drawn as it is. */
    private static final long KIND_SEED = 7_919;

    /** What was done to the database before; the first is the most frequent. */
    enum Kind {
        LEGACY,
        CONVERTED,
        OF_AN_EARLIER_VERSION,
        WITH_A_SECOND_LMS,
        WITH_A_SECOND_LMS_MIGRATED;

        private static final int LEGACY_OF_TEN = 6;

        static Kind of(long seed) {
            var random = new Random(seed * KIND_SEED);
            return random.nextInt(10) < LEGACY_OF_TEN
                    ? LEGACY
                    : values()[1 + random.nextInt(values().length - 1)];
        }

        boolean isLegacy() {
            return this != CONVERTED && this != OF_AN_EARLIER_VERSION;
        }
    }

    final TestDatabase database;
    final Kind kind;
    final List<Mutation> mutations = new ArrayList<>();
    private final List<Connection> others = new ArrayList<>();
    private final Optional<TestServer.Owner> owner;
    private final String parameters;
    private final String encoding;
    private boolean prepared;

    DirtyDatabase(long seed, Path backups) throws SQLException {
        var random = new Random(seed);
        encoding = random.nextInt(5) == 0 ? draw(ENCODINGS, random) : "UTF8";
        database =
                (encoding.equals("UTF8") ? TestServer.legacy() : TestServer.legacyIn(encoding))
                        .run(LegacyRows.FIFTEEN_BOOKS);
        owner = random.nextBoolean() ? Optional.of(TestServer.ownerOf(database)) : Optional.empty();
        parameters = random.nextInt(3) == 0 ? "&" + draw(PARAMETERS, random) : "";
        kind = Kind.of(seed);
        make(kind, backups);
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

    private void make(Kind kind, Path backups) throws SQLException {
        switch (kind) {
            case LEGACY -> {}
            case CONVERTED -> run(user(), CONVERT);
            case OF_AN_EARLIER_VERSION -> {
                migrate("public", url(), backups);
                run(user(), WITHOUT_THE_LATEST);
            }
            case WITH_A_SECOND_LMS -> makeSecond();
            case WITH_A_SECOND_LMS_MIGRATED -> {
                makeSecond();
                migrate("dcs_books_of_second", url() + "&currentSchema=second", backups);
            }
        }
    }

    /** As the LMS's own older migration does. */
    private static final String CONVERT =
            """
            ALTER TABLE activities ADD dcs_book_id integer;
            ALTER TABLE assignments ADD dcs_book_id integer;
            ALTER TABLE book_assignments ADD dcs_book_id integer;
            UPDATE activities t SET dcs_book_id = b.dream_storage_id::int FROM books b WHERE b.id = t.book_id;
            UPDATE assignments t SET dcs_book_id = b.dream_storage_id::int FROM books b WHERE b.id = t.book_id;
            UPDATE book_assignments t SET dcs_book_id = b.dream_storage_id::int FROM books b WHERE b.id = t.book_id;
            ALTER TABLE activities DROP book_id, ALTER dcs_book_id SET NOT NULL;
            ALTER TABLE assignments DROP book_id, ALTER dcs_book_id SET NOT NULL;
            ALTER TABLE book_assignments DROP book_id, ALTER dcs_book_id SET NOT NULL;
            CREATE INDEX ix_activities_dcs_book_id ON activities (dcs_book_id);
            CREATE INDEX ix_assignments_dcs_book_id ON assignments (dcs_book_id);
            DROP TABLE books;
            """;

    private static final String WITHOUT_THE_LATEST =
            """
            DELETE FROM flyway_schema_history WHERE version = '6';
            DROP TABLE reference_audits;
            """;

    private void makeSecond() throws SQLException {
        run(
                user(),
                "CREATE SCHEMA second; SET search_path = second;"
                        + TestServer.resource("db/migration/V1__legacy_schema.sql")
                        + LegacyRows.FIFTEEN_BOOKS);
    }

    private void migrate(String ownSchema, String url, Path backups) {
        OwnSchema.use(ownSchema);
        try {
            TestSetup.of(database, backups)
                    .with(TestDatabase.direct(url, null, null))
                    .with(Settings.Backup.Mode.SKIP)
                    .start();
        } finally {
            OwnSchema.use("dcs_books");
        }
    }

    private String user() {
        return owner.map(TestServer.Owner::user).orElse("postgres");
    }

    /** What a refusal on account of one of its mutations must name; empty: none is due. */
    String token(Mutation mutation) {
        if (kind == Kind.CONVERTED && mutation.sql().contains("alembic_version")) {
            return "alembic_version";
        }
        return kind == Kind.OF_AN_EARLIER_VERSION && mutation.sql().contains(UNIQUE)
                ? UNIQUE
                : mutation.token();
    }

    /** False when it does not go together with those before it. */
    private boolean apply(Mutation mutation) {
        var user = user();
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
        return kind
                + ", "
                + encoding
                + ", "
                + owner.map(o -> "owner").orElse("superuser")
                + parameters
                + ", "
                + mutations;
    }
}
