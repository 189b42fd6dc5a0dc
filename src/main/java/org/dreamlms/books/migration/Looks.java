package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dreamlms.books.db.Sql;

/** What the modes validate, off and undo do: they look, and change nothing. */
final class Looks {

    /** For a database that is only read: seconds, a lock on a table may make it wait. */
    private static final int SECONDS = 20;

    private final MigrationDatabase database;
    private final StateCheck check;
    private final FlywayHistory history;

    Looks(MigrationDatabase database, StateCheck check, FlywayHistory history) {
        this.database = database;
        this.check = check;
        this.history = history;
    }

    /**
     * The dry run.
     *
     * @throws MigrationRefused when a start would refuse, too
     */
    Outcome validate(Connection connection) throws SQLException {
        refuseIfShared(connection);
        var checked = check.run(connection);
        var state = checked.state();
        if (state instanceof DatabaseState.Migrated) {
            Verification.refuseWrongs(connection);
        }
        var nothingToDo =
                state instanceof DatabaseState.Migrated
                        && history.versions(state, connection).isEmpty()
                        && OwnTables.misplaced(connection).isEmpty();
        return new Outcome(
                state.found(),
                nothingToDo,
                "VALIDATION ONLY: "
                        + state.text()
                        + ". Nothing was changed."
                        + (nothingToDo
                                ? " There is nothing to migrate."
                                : prospect(checked.unproven())),
                Optional.empty(),
                Report.last(connection),
                checked.unproven());
    }

    private static String prospect(List<String> unproven) {
        return unproven.isEmpty()
                ? " A start with DCS_BOOKS_MIGRATION_MODE=migrate will do it."
                : " Nothing speaks against a start with DCS_BOOKS_MIGRATION_MODE=migrate, but not"
                        + " proven here: "
                        + String.join("; ", unproven);
    }

    /** A session that is not ours alone could lose the lock that a start takes. */
    private void refuseIfShared(Connection connection) throws SQLException {
        try (var other = database.open()) {
            Pooler.refuseIfShared(connection, Pooler.session(connection), other);
            MigrationDatabase.reset(other);
        }
    }

    /**
     * Leaves the migration to others.
     *
     * @throws NotMigrated when they have not done it
     */
    Outcome verify(Connection connection) throws SQLException {
        // The first is for a table that is locked, the second for a server that has vanished.
        Sql.run(connection, "SET statement_timeout = '%ss'".formatted(SECONDS));
        connection.setNetworkTimeout(Runnable::run, 1_500 * SECONDS);
        var state = Recognition.of(connection, database.namesSchema());
        if (state instanceof DatabaseState.Unknown unknown) {
            throw new MigrationRefused("Database " + database + ": " + unknown.reason() + ".");
        }
        var wrongs = new ArrayList<String>();
        if (state instanceof DatabaseState.Migrated) {
            wrongs.addAll(Verification.wrongs(connection));
            wrongs.addAll(history.foreign(state.schema(), connection));
            wrongs.addAll(history.pending(state.schema(), connection));
            OwnTables.misplaced(connection)
                    .forEach(table -> wrongs.add(table + " is still in schema " + state.schema()));
        } else {
            wrongs.add(state.text());
        }
        if (!wrongs.isEmpty()) {
            throw new NotMigrated(
                    "DCS_BOOKS_MIGRATION_MODE is off, and database "
                            + database
                            + " is not migrated: "
                            + String.join("; ", wrongs)
                            + ". Run the migration first (mode migrate), for example as a"
                            + " Job.");
        }
        return Outcome.migrated(state, connection, Outcome.MIGRATED);
    }

    /**
     * Says where the backup is.
     *
     * @throws MigrationRefused always
     */
    Outcome undo(Connection connection) throws SQLException {
        Recognition.of(connection, database.namesSchema());
        var file =
                Report.last(connection)
                        .map(report -> report.getValue("backup"))
                        .map(backup -> " The backup: " + backup + ".")
                        .orElse("");
        throw new MigrationRefused(
                "The migration cannot be undone: books is gone and rows written since carry"
                        + " ids that the old schema has no place for. The only way back is the"
                        + " backup: create a new database (createdb), restore into it"
                        + " (pg_restore --dbname=…), and point the LMS there."
                        + file);
    }
}
