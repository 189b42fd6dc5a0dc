package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.dreamlms.books.Settings;
import org.dreamlms.books.Settings.Migration.Mode;
import org.dreamlms.books.db.LockWaits;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.migration.check.Check;
import org.dreamlms.books.migration.check.ConnectionLimits;
import org.dreamlms.books.migration.check.Preflight;
import org.dreamlms.books.migration.check.StoredExpressions;
import org.dreamlms.books.migration.check.TemporaryFiles;
import org.jboss.logging.Logger;

/** Recognises a database, and checks all that its state asks for; changes nothing. */
final class StateCheck {

    /**
     * What a database is, and what could not be proven of it.
     *
     * @param unproven empty when all could be tried
     */
    record Checked(DatabaseState state, List<String> unproven) {}

    private static final Logger LOG = Logger.getLogger(StateCheck.class);

    /** Others use the database while it is tried. */
    private static final int DRY_RUN_ATTEMPTS = 3;

    /** The lock, the looks, Flyway; a backup takes more. */
    private static final int SESSIONS = 3;

    private final MigrationDatabase database;
    private final Settings.Migration settings;
    private final Preflights preflights;
    private final FlywayHistory history;

    StateCheck(MigrationSetup setup, Preflights preflights, FlywayHistory history) {
        this.database = setup.database();
        this.settings = setup.migration();
        this.preflights = preflights;
        this.history = history;
    }

    /**
     * Runs the preflight that the database's state asks for.
     *
     * @throws MigrationRefused when it is no state that a start goes on from
     */
    Checked run(Connection connection) throws SQLException {
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
                    preflights
                            .of(state, misplaced)
                            .before(trials(state, misplaced, connection))
                            .run(connection);
            return new Checked(state, Preflight.unproven(lines));
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private boolean isDryRun() {
        return settings.mode() == Mode.VALIDATE;
    }

    private List<Check> trials(DatabaseState state, List<String> misplaced, Connection connection)
            throws SQLException {
        var trials = new ArrayList<Check>();
        var dumps = preflights.dumpTrials(state);
        if (isDryRun() && dumps.isEmpty()) {
            trials.add(ConnectionLimits.allow(SESSIONS));
        }
        var versions = history.versions(state, connection);
        if (versions.isEmpty() && (misplaced.isEmpty() || !isDryRun())) {
            return trials;
        }
        if (state instanceof DatabaseState.Legacy) {
            trials.add(StoredExpressions.check());
            trials.add(TemporaryFiles.check());
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
}
