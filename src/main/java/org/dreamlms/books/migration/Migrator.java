package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import org.dreamlms.books.Settings;
import org.dreamlms.books.migration.backup.Backup;
import org.flywaydb.core.api.FlywayException;

/**
 * Takes a database from whatever it is to migrated, or refuses and leaves it untouched.
 *
 * <p>Order: the lock that keeps other replicas out, recognition, preflight, and only then Flyway.
 * So a refusal leaves nothing behind, not even Flyway's table.
 */
final class Migrator {

    private final MigrationDatabase database;
    private final Settings.Migration settings;
    private final Backup backup;
    private final FlywayHistory history;
    private final StateCheck check;
    private final Looks looks;

    Migrator(MigrationSetup setup) {
        this.database = setup.database();
        this.settings = setup.migration();
        this.backup = setup.newBackup();
        var preflights = new Preflights(setup);
        this.history =
                new FlywayHistory(
                        setup,
                        new V2__BooksToDcsIds(
                                settings,
                                setup.backup().mode(),
                                backup,
                                preflights.forChange(),
                                preflights.forRepair(),
                                setup.clock()));
        this.check = new StateCheck(setup, preflights, history);
        this.looks = new Looks(database, check, history);
    }

    /**
     * Does what the mode asks for.
     *
     * @throws MigrationRefused when that is not possible
     */
    Outcome run() {
        var stop = StopRequest.listen();
        try {
            return switch (settings.mode()) {
                case MIGRATE -> migrate();
                case VALIDATE -> look(looks::validate);
                case OFF -> look(looks::verify);
                case UNDO -> look(looks::undo);
            };
        } catch (SQLException e) {
            if (Pooler.explains(e)) {
                throw new MigrationRefused(Pooler.MESSAGE, e);
            }
            throw new MigrationRefused(
                    "The database did not answer as it should: " + e.getMessage(), e);
        } catch (FlywayException e) {
            throw refusal(e);
        } finally {
            stop.close();
        }
    }

    /** Flyway has connections of its own, and they can fail where the first one has not. */
    private static MigrationRefused refusal(FlywayException failed) {
        if (Pooler.explains(failed)) {
            return new MigrationRefused(Pooler.MESSAGE, failed);
        }
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return new MigrationRefused(
                        "The history of migrations could not be read: " + sql.getMessage(), sql);
            }
        }
        return new MigrationRefused(
                "The history of migrations could not be read: " + failed.getMessage(), failed);
    }

    private Outcome migrate() throws SQLException {
        try (var guard = MigrationGuard.acquire(database, settings.waitForOther());
                var connection = database.open()) {
            try {
                guard.confirm(connection);
                backup.discardLeftovers(connection);
                var start = System.nanoTime();
                var state = check.run(connection).state();
                history.migrate(state, connection);
                Verification.refuseWrongs(connection);
                var summary =
                        state instanceof DatabaseState.Legacy
                                ? Report.last(connection)
                                        .map(r -> Report.summary(r, System.nanoTime() - start))
                                        .orElse(Outcome.MIGRATED)
                                : Outcome.MIGRATED;
                return Outcome.migrated(state, connection, summary);
            } finally {
                MigrationDatabase.reset(connection);
            }
        }
    }

    /** What only reads the database. */
    private interface Look {
        Outcome at(Connection connection) throws SQLException;
    }

    private Outcome look(Look look) throws SQLException {
        try (var connection = database.open()) {
            try {
                return look.at(connection);
            } finally {
                MigrationDatabase.reset(connection);
            }
        }
    }
}
