package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.dreamlms.books.db.OwnSchema;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.migration.check.Check;
import org.dreamlms.books.migration.check.Finding;

/**
 * Makes the whole change before it counts, and takes it back: on the tables themselves what no row
 * has a part in, and every version from the first statement to the last on empty copies that stand
 * in their places. Event triggers, rights and names are then the real ones.
 */
final class ChangeTrial {

    /** How long others may wait for us. */
    private static final Duration HELD = Duration.ofSeconds(1);

    /** How long we wait for others. */
    private static final int LOCK_MILLIS = 200;

    private static final int PAUSE_MILLIS = 300;

    private static final String CANCELLED = "57014";

    private static final String ASIDE = "dcs_books_trial";

    private final List<FlywayHistory.Version> versions;
    private final int attempts;

    /**
     * @param versions what a start would run, in its order
     * @param attempts how often to try when a table is in use
     */
    ChangeTrial(List<FlywayHistory.Version> versions, int attempts) {
        this.versions = versions;
        this.attempts = attempts;
    }

    /** For a database in this state; each check undoes what it has done. */
    List<Check> checks(DatabaseState state) {
        var checks = new ArrayList<Check>();
        checks.add(WriteProof.ownSchema());
        if (state instanceof DatabaseState.Legacy) {
            checks.add(check("that the tables can be changed", this::changeTables));
        }
        checks.add(new Check("event triggers that only real rows set off", ChangeTrial::triggers));
        checks.add(
                new Check(
                        "each step of the migration, on empty copies",
                        connection ->
                                mayMoveAside(connection)
                                        ? attempt(connection, c -> changeCopies(c, state))
                                        : Finding.unproven(
                                                "whether every step goes through: there is no"
                                                        + " schema to put the tables aside")));
        return checks;
    }

    /** Such a function may look at the table's size, or at the hour. */
    private static Finding triggers(Connection connection) throws SQLException {
        var found =
                Sql.texts(
                        connection,
                        """
                        SELECT evtname
                        FROM pg_event_trigger
                        WHERE evtevent = 'table_rewrite' AND evtenabled IN ('O', 'A')
                        ORDER BY 1
                        """);
        return found.isEmpty()
                ? Finding.passed("none")
                : Finding.unproven(
                        "what the real tables do to the event triggers "
                                + String.join(", ", found));
    }

    private interface Trial {
        void run(Connection connection) throws SQLException;
    }

    private Check check(String subject, Trial trial) {
        return new Check(subject, connection -> attempt(connection, trial));
    }

    private Finding attempt(Connection connection, Trial trial) throws SQLException {
        var holders = "";
        for (int i = 0; i < attempts; i++) {
            if (i > 0) {
                Sql.text(connection, "SELECT pg_sleep(?)::text", PAUSE_MILLIS / 1000.0);
            }
            var before = connection.setSavepoint();
            var limit = TimeLimit.of(connection, HELD);
            try {
                Sql.run(connection, "SET LOCAL lock_timeout = %s".formatted(LOCK_MILLIS));
                // A request to cancel may be lost; this process or the network may freeze, and
                // a slow machine must not look like that.
                Sql.run(
                        connection,
                        "SET LOCAL idle_in_transaction_session_timeout = %s"
                                .formatted(2 * HELD.toMillis()));
                Sql.run(connection, "SET LOCAL statement_timeout = %s".formatted(HELD.toMillis()));
                trial.run(connection);
                if (!limit.isOver()) {
                    return Finding.passed("done, and undone");
                }
                holders = "";
            } catch (NoCopies e) {
                return Finding.unproven(
                        "each step on empty copies, which cannot be made here: " + e.getMessage());
            } catch (MigrationRefused e) {
                return Finding.refused(e.getMessage(), List.of(), "see there");
            } catch (SQLException e) {
                if (!LockHolders.isBusy(e) && !isOver(e, limit)) {
                    return Finding.refused(
                            "the change fails: " + e.getMessage(),
                            List.of(),
                            "see the reason: an event trigger, a right, or an object in the way");
                }
                holders = isOver(e, limit) ? "" : LockHolders.describe(other(connection, before));
            } finally {
                limit.close();
                connection.rollback(before);
                connection.releaseSavepoint(before);
            }
        }
        return Finding.unproven(
                "whether every statement goes through: the tables were in use each time, or it"
                        + " took longer than "
                        + HELD.toMillis()
                        + " ms, which others must not wait."
                        + holders);
    }

    private static boolean isOver(SQLException failed, TimeLimit limit) {
        return limit.isOver() || CANCELLED.equals(failed.getSQLState());
    }

    /** After a failure a transaction answers nothing until it is back at a savepoint. */
    private static Connection other(Connection connection, java.sql.Savepoint before)
            throws SQLException {
        connection.rollback(before);
        return connection;
    }

    /** All that changes the catalogue and not a row. */
    private void changeTables(Connection connection) throws SQLException {
        Sql.run(
                connection,
                "LOCK TABLE %s IN ACCESS EXCLUSIVE MODE"
                        .formatted(String.join(", ", BookTable.LOCKED)));
        for (var table : BookTable.ALL) {
            BookIdChange.dropForeignKeys(connection, table);
            BookIdChange.rename(connection, table);
            if (FinalShape.plainIndexes(connection, table).contains(table.oldIndex())) {
                FinalShape.ensureIndex(connection, table);
            }
        }
        BookIdChange.dropBooks(connection);
        Alembic.stamp(connection);
    }

    private void changeCopies(Connection connection, DatabaseState state) throws SQLException {
        var copied = touched(connection, state);
        if (!copied.isEmpty()) {
            copyOrCreate(connection, state, copied);
        }
        OwnTables.move(connection);
        OwnTables.ensureSchema(connection);
        for (var version : versions) {
            OurSchema.pointAt(connection, state.schema(), version.number());
            if (version.isBookIds()) {
                changeIds(connection, state);
            } else {
                Sql.run(connection, version.sql());
            }
        }
        OurSchema.pointAt(connection, state.schema());
        if (!(state instanceof DatabaseState.Migrated)) {
            Verification.shape(connection);
        }
        WriteProof.tryRows(connection, state);
    }

    /** The LMS's tables that any version changes: no other need be held for the trial. */
    private List<String> touched(Connection connection, DatabaseState state) throws SQLException {
        var touched = new ArrayList<String>();
        if (!(state instanceof DatabaseState.Empty)) {
            for (var table : BookTable.LOCKED) {
                if (versions.stream().anyMatch(version -> changes(version, table))
                        && Sql.tableExists(connection, table)) {
                    touched.add(table);
                }
            }
        }
        return touched;
    }

    private static boolean changes(FlywayHistory.Version version, String table) {
        return version.isBookIds()
                || Pattern.compile("\\b" + table + "\\b").matcher(version.sql()).find();
    }

    /** It was the trial that failed, by something that the migration does not do. */
    private static final class NoCopies extends SQLException {

        private static final long serialVersionUID = 1;

        NoCopies(SQLException cause) {
            super(cause.getMessage(), cause.getSQLState(), cause);
        }
    }

    /** What the migration creates wherever the tables are fails where the copies do not matter. */
    private static void copyOrCreate(
            Connection connection, DatabaseState state, List<String> tables) throws SQLException {
        var before = connection.setSavepoint();
        try {
            putCopies(connection, state, tables);
        } catch (SQLException e) {
            if (LockHolders.isBusy(e) || CANCELLED.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            OwnTables.move(connection);
            OwnTables.ensureSchema(connection);
            FinalShape.createTables(connection);
            throw new NoCopies(e);
        }
    }

    private static void changeIds(Connection connection, DatabaseState state) throws SQLException {
        if (state instanceof DatabaseState.Converted) {
            V2__BooksToDcsIds.repairShape(connection);
        } else {
            new BookIdChange(connection, Steps.silent()).run();
        }
    }

    /**
     * Where the tables are meanwhile: in a schema for the moment; without the right to make one, in
     * ours, where later versions see them first.
     */
    private static String aside(Connection connection) throws SQLException {
        return mayCreateSchema(connection) ? ASIDE : OwnSchema.name();
    }

    private static boolean isAmongTheLmss(Connection connection) throws SQLException {
        return Sql.yes(connection, "SELECT current_schema() = ?", OwnSchema.name());
    }

    private static boolean mayMoveAside(Connection connection) throws SQLException {
        return !isAmongTheLmss(connection) || mayCreateSchema(connection);
    }

    private static boolean mayCreateSchema(Connection connection) throws SQLException {
        return Sql.yes(connection, "SELECT has_database_privilege(current_database(), 'CREATE')");
    }

    /** Moves the tables aside, with all that hangs on them, and puts empty ones in their places. */
    private static void putCopies(Connection connection, DatabaseState state, List<String> tables)
            throws SQLException {
        var schema = Sql.name(state.schema());
        var aside = Sql.name(aside(connection));
        if (mayCreateSchema(connection)) {
            Sql.run(connection, "CREATE SCHEMA %s".formatted(aside));
        }
        OwnTables.ensureSchema(connection);
        for (var table : tables) {
            Sql.run(
                    connection,
                    """
                    ALTER TABLE %1$s.%2$s SET SCHEMA %3$s;
                    CREATE TABLE %1$s.%2$s (LIKE %3$s.%2$s INCLUDING ALL)
                    """
                            .formatted(schema, table, aside));
        }
        if (state instanceof DatabaseState.Legacy) {
            for (var table : BookTable.ALL) {
                Sql.run(
                        connection,
                        "ALTER TABLE %s ADD FOREIGN KEY (book_id) REFERENCES books (id)"
                                .formatted(table.table()));
            }
            // Their type goes with the last table that has it.
            Sql.run(connection, "DROP TABLE %s.books CASCADE".formatted(aside));
        }
    }
}
