package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dreamlms.books.Settings;
import org.dreamlms.books.db.LockWaits;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.migration.backup.Backup;
import org.dreamlms.books.migration.check.Check;
import org.dreamlms.books.migration.check.CodeChecks;
import org.dreamlms.books.migration.check.ConnectionLimits;
import org.dreamlms.books.migration.check.ConvertedChecks;
import org.dreamlms.books.migration.check.DependencyChecks;
import org.dreamlms.books.migration.check.ExpressionChecks;
import org.dreamlms.books.migration.check.IndexTrial;
import org.dreamlms.books.migration.check.KnownBooksCheck;
import org.dreamlms.books.migration.check.Preflight;
import org.dreamlms.books.migration.check.RowChecks;
import org.dreamlms.books.migration.check.SchemaChecks;
import org.dreamlms.books.migration.check.StoredExpressions;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * Takes a database from whatever it is to migrated, or refuses and leaves it untouched.
 *
 * <p>Order: the lock that keeps other replicas out, recognition, preflight, and only then Flyway.
 * So a refusal leaves nothing behind, not even Flyway's table.
 */
final class Migrator {

    private static final Logger LOG = Logger.getLogger(Migrator.class);

    /** Others use the database while it is tried. */
    private static final int DRY_RUN_ATTEMPTS = 3;

    /** The lock, the looks, Flyway; a backup takes more. */
    private static final int SESSIONS = 3;

    private static final String MIGRATED = "The database is migrated";

    /** For a look at a database that is only read: seconds, a lock on a table may make it wait. */
    private static final int LOOK_SECONDS = 20;

    private final MigrationDatabase database;
    private final Settings.Migration settings;
    private final Preflight forChange;
    private final Preflight forRepair;
    private final Backup backup;
    private final FlywayHistory history;
    private final List<Check> dumpTrials;

    Migrator(MigrationSetup setup) {
        this.database = setup.database();
        this.settings = setup.migration();
        this.backup = setup.newBackup();
        var checks = new ArrayList<>(RowChecks.all());
        checks.addAll(DependencyChecks.all());
        checks.add(CodeChecks.triggers());
        checks.add(CodeChecks.functions());
        checks.add(ExpressionChecks.values());
        checks.add(ExpressionChecks.publications());
        checks.add(IndexTrial.check());
        checks.addAll(SchemaChecks.forChange());
        checks.add(Alembic.isJustBefore());
        this.dumpTrials = new ArrayList<>();
        if (setup.backup().mode() == Settings.Backup.Mode.REQUIRED) {
            var dump = setup.newBackupCheck();
            checks.addAll(dump.all());
            if (isDryRun()) {
                dumpTrials.addAll(dump.trials());
            }
        }
        checks.add(Statistics.check());
        checks.add(new KnownBooksCheck(setup.dcs(), settings.unknownBooks()).check());
        this.forChange = new Preflight(checks, settings.lockTimeout());
        var repairs = new ArrayList<>(ConvertedChecks.all());
        repairs.addAll(SchemaChecks.forRepair());
        this.forRepair = new Preflight(repairs, settings.lockTimeout());
        this.history =
                new FlywayHistory(
                        setup,
                        new V2__BooksToDcsIds(
                                settings,
                                setup.backup().mode(),
                                backup,
                                forChange,
                                forRepair,
                                setup.clock()));
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
                case VALIDATE -> look(this::validate);
                case OFF -> look(this::verify);
                case UNDO -> look(this::undo);
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
                var state = check(connection).state();
                history.migrate(state, connection);
                refuseWrongs(connection);
                var summary =
                        state instanceof DatabaseState.Legacy
                                ? Report.last(connection)
                                        .map(r -> Report.summary(r, System.nanoTime() - start))
                                        .orElse(MIGRATED)
                                : MIGRATED;
                return outcome(state, connection, summary);
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

    /** What a database is, and what could not be proven of it. */
    private record Checked(DatabaseState state, List<String> unproven) {}

    /** Recognises the database and runs the preflight that its state asks for. */
    private Checked check(Connection connection) throws SQLException {
        var state = Recognition.of(connection, database.namesSchema());
        if (state instanceof DatabaseState.Unknown unknown) {
            throw new MigrationRefused(
                    "Database " + database + " is left untouched: " + unknown.reason() + ".");
        }
        LOG.infof("Database %s, schema %s: %s", database, state.schema(), state.text());
        refuseForeign(state, connection);
        var misplaced = OwnTables.misplaced(connection);
        if (state instanceof DatabaseState.Migrated && !isDryRun() && misplaced.isEmpty()) {
            return new Checked(state, List.of());
        }
        if (Sql.yes(connection, "SELECT current_setting('transaction_read_only')::boolean")) {
            throw new MigrationRefused(
                    "Database "
                            + database
                            + " can only be read here: this is a standby server, or"
                            + " it was made read-only. Name the primary server in the"
                            + " JDBC URL (or in DCS_BOOKS_DIRECT_JDBC_URL).");
        }
        connection.setAutoCommit(false);
        try {
            LockWaits.limit(connection, settings.lockTimeout());
            var lines =
                    preflight(state, misplaced)
                            .before(trials(state, misplaced, connection))
                            .run(connection);
            return new Checked(state, Preflight.unproven(lines));
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private boolean isDryRun() {
        return settings.mode() == Settings.Migration.Mode.VALIDATE;
    }

    private Preflight preflight(DatabaseState state, List<String> misplaced) {
        if (state instanceof DatabaseState.Legacy) {
            return forChange;
        }
        return state instanceof DatabaseState.Converted
                ? forRepair
                : new Preflight(
                        misplaced.isEmpty()
                                ? List.of()
                                : List.of(SchemaChecks.rightToMove(misplaced)),
                        settings.lockTimeout());
    }

    private List<Check> trials(DatabaseState state, List<String> misplaced, Connection connection)
            throws SQLException {
        var trials = new ArrayList<Check>();
        var dumps = state instanceof DatabaseState.Legacy ? dumpTrials : List.<Check>of();
        if (isDryRun() && dumps.isEmpty()) {
            trials.add(ConnectionLimits.allow(SESSIONS));
        }
        var versions = history.versions(state, connection);
        if (versions.isEmpty() && (misplaced.isEmpty() || !isDryRun())) {
            return trials;
        }
        if (state instanceof DatabaseState.Legacy) {
            trials.add(StoredExpressions.check());
        }
        trials.addAll(new ChangeTrial(versions, isDryRun() ? DRY_RUN_ATTEMPTS : 1).checks(state));
        trials.addAll(dumps);
        return trials;
    }

    /** What Flyway would refuse after all else, and without a word which version it is. */
    private void refuseForeign(DatabaseState state, Connection connection) throws SQLException {
        var foreign = history.foreign(state.schema(), connection);
        if (!foreign.isEmpty()) {
            throw new MigrationRefused(
                    "The history of migrations is not this service's: "
                            + String.join("; ", foreign)
                            + ". Nothing was changed. Start the version of the service that has"
                            + " migrated this database, or a later one.");
        }
    }

    /** A session that is not ours alone could lose the lock that a start takes. */
    private void refuseIfShared(Connection connection) throws SQLException {
        try (var other = database.open()) {
            Pooler.refuseIfShared(connection, Pooler.session(connection), other);
            MigrationDatabase.reset(other);
        }
    }

    private Outcome validate(Connection connection) throws SQLException {
        refuseIfShared(connection);
        var checked = check(connection);
        var state = checked.state();
        if (state instanceof DatabaseState.Migrated) {
            refuseWrongs(connection);
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

    /** Also of a database that was migrated before: somebody may have changed it since. */
    private static void refuseWrongs(Connection connection) throws SQLException {
        var wrongs = Verification.wrongs(connection);
        if (!wrongs.isEmpty()) {
            throw new MigrationRefused(
                    "The database is recorded as migrated, but is not as a migrated one has to be: "
                            + String.join("; ", wrongs)
                            + ". Somebody has changed it since; mend that, then start again.");
        }
    }

    private Outcome verify(Connection connection) throws SQLException {
        // The first is for a table that is locked, the second for a server that has vanished.
        Sql.run(connection, "SET statement_timeout = '" + LOOK_SECONDS + "s'");
        connection.setNetworkTimeout(Runnable::run, 1_500 * LOOK_SECONDS);
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
        return outcome(state, connection, MIGRATED);
    }

    private Outcome undo(Connection connection) throws SQLException {
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

    private static Outcome outcome(DatabaseState state, Connection connection, String summary)
            throws SQLException {
        return new Outcome(
                state.found(),
                true,
                summary,
                FlywayHistory.version(connection),
                Report.last(connection),
                List.of());
    }
}
