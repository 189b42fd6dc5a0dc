package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.dreamlms.books.Settings;
import org.dreamlms.books.db.LockWaits;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.migration.backup.Backup;
import org.dreamlms.books.migration.check.Preflight;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jboss.logging.Logger;

/**
 * V2: turns book_id into dcs_book_id and drops books. In Java, because the checks, the backup and
 * the verification belong into the transaction of the change: writers are locked out first, so that
 * what is checked, what is backed up and what is changed is one and the same state.
 *
 * <p>{@link Migrator} hands Flyway an instance of it; Flyway never makes one itself.
 */
final class V2__BooksToDcsIds implements JavaMigration {

    private static final Logger LOG = Logger.getLogger(V2__BooksToDcsIds.class);

    private final Settings.Migration settings;
    private final Settings.Backup.Mode backupMode;
    private final Backup backup;
    private final Preflight forChange;
    private final Preflight forRepair;
    private final Clock clock;
    private Optional<Backup.Proven> taken = Optional.empty();
    private Connection running;

    V2__BooksToDcsIds(
            Settings.Migration settings,
            Settings.Backup.Mode backupMode,
            Backup backup,
            Preflight forChange,
            Preflight forRepair,
            Clock clock) {
        this.settings = settings;
        this.backupMode = backupMode;
        this.backup = backup;
        this.forChange = forChange;
        this.forRepair = forRepair;
        this.clock = clock;
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("2");
    }

    @Override
    public String getDescription() {
        return "books to dcs ids";
    }

    @Override
    public Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        var connection = context.getConnection();
        // Until the end of the run: later versions are part of this transaction.
        StopRequest.watch(connection);
        running = connection;
        prepare(connection);
        if (Sql.tableExists(connection, "books")) {
            change(connection);
        } else {
            repair(connection);
        }
        WriteProof.history(connection);
    }

    /** The run that this was part of has ended, one way or the other. */
    void end() {
        if (running != null) {
            StopRequest.forget(running);
            running = null;
        }
    }

    private void prepare(Connection connection) throws SQLException {
        MigrationDatabase.lift(connection, "LOCAL");
        LockWaits.limit(connection, settings.lockTimeout());
        // A policy must not hide rows from the checks: better an error than half the truth.
        Sql.run(connection, "SET LOCAL row_security = off");
        noticeDeadClient(connection);
        var tables = new ArrayList<String>();
        for (var table : BookTable.LOCKED) {
            if (Sql.tableExists(connection, table)) {
                tables.add(table);
            }
        }
        Sql.run(
                connection,
                "LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE".formatted(String.join(", ", tables)));
    }

    /**
     * Lets the server end a change whose client was killed, instead of holding the locks until it
     * has finished in vain. Not every server and platform can.
     */
    private static void noticeDeadClient(Connection connection) throws SQLException {
        var before = connection.setSavepoint();
        try {
            Sql.run(connection, "SET LOCAL client_connection_check_interval = '2s'");
        } catch (SQLException ignored) {
            connection.rollback(before);
        }
        // In either case: within a savepoint no snapshot can be exported.
        connection.releaseSavepoint(before);
    }

    private void change(Connection connection) throws SQLException {
        var startedAt = clock.instant();
        var steps = new Steps();
        if (Sql.yes(connection, "SELECT NOT EXISTS (SELECT FROM books)") && isEmpty(connection)) {
            changeEmpty(connection, steps);
            new Report(connection, "created", startedAt)
                    .backup(Optional.empty(), "none: there was no data")
                    .save(connection, steps, clock.instant());
            return;
        }
        var state = LockedState.of(connection);
        LOG.info("Writers are locked out; everything is checked once more before it is changed");
        var lines = steps.get("check under lock", () -> forChange.run(connection));
        var before = steps.get("count and checksum before", () -> BookSums.before(connection));
        var kept = KeptObjects.before(connection);
        var sizesBefore = TableSizes.of(connection);
        steps.run(
                "wait for readers", () -> LockHolders.waitFor(connection, settings.lockTimeout()));
        var proven = steps.get("back up the database", () -> backUp(connection, state));
        taken = proven;
        try {
            StopRequest.refuseIfMade();
            var start = System.nanoTime();
            new BookIdChange(connection, steps).run();
            var seconds = (System.nanoTime() - start) / 1e9;
            var after = steps.get("count and checksum after", () -> BookSums.after(connection));
            Verification.compare(before, after);
            kept.verify(connection);
            var titles = new HashMap<Integer, String>();
            Sql.list(
                    connection,
                    row -> titles.put(row.getInt(1), row.getString(2)),
                    "SELECT dcs_book_id, title FROM book_id_map");
            Verification.shape(connection);
            new Report(connection, "migrated", startedAt)
                    .preflight(lines)
                    .backup(proven, "none: skipped by DCS_BOOKS_BACKUP_MODE=skip")
                    .tables(before, sizesBefore, after, TableSizes.of(connection), titles)
                    .put("books_dropped", titles.size())
                    .put("change_seconds", Math.round(seconds * 1000) / 1000.0)
                    .save(connection, steps, clock.instant());
            StopRequest.refuseIfMade();
        } catch (SQLException | RuntimeException e) {
            discardBackup();
            throw e;
        }
    }

    /**
     * Deletes the backup of a change that did not come to pass, if one was taken. Only for those
     * who know that: after a commit that failed with the connection nobody does.
     */
    void discardBackup() {
        Backup.discard(taken);
        taken = Optional.empty();
    }

    private static boolean isEmpty(Connection connection) throws SQLException {
        for (var table : BookTable.ALL) {
            if (Statistics.rows(connection, table) > 0) {
                return false;
            }
        }
        return true;
    }

    private static void changeEmpty(Connection connection, Steps steps) throws SQLException {
        new BookIdChange(connection, steps).run();
        Verification.shape(connection);
    }

    private Optional<Backup.Proven> backUp(Connection connection, LockedState state)
            throws SQLException {
        if (backupMode == Settings.Backup.Mode.SKIP) {
            LOG.warn(
                    "NO BACKUP IS TAKEN: DCS_BOOKS_BACKUP_MODE is skip. There is no way back from"
                            + " this migration.");
            return Optional.empty();
        }
        return Optional.of(backup.take(connection, state));
    }

    private void repair(Connection connection) throws SQLException {
        var startedAt = clock.instant();
        var steps = new Steps();
        List<Preflight.Line> lines = steps.get("check", () -> forRepair.run(connection));
        steps.run("repair what the older migration left", () -> repairShape(connection));
        Verification.shape(connection);
        new Report(connection, "repaired", startedAt)
                .preflight(lines)
                .backup(Optional.empty(), "none: no row was changed")
                .save(connection, steps, clock.instant());
    }

    /** The objects that the older migration left out, made; and those that it left, dropped. */
    static void repairShape(Connection connection) throws SQLException {
        for (var table : BookTable.ALL) {
            Sql.run(
                    connection,
                    "ALTER TABLE %s ALTER COLUMN dcs_book_id SET NOT NULL"
                            .formatted(table.table()));
            FinalShape.ensureIndex(connection, table);
        }
        FinalShape.ensureUnique(connection);
        FinalShape.createTables(connection);
        if (BookStatus.isOurs(connection)) {
            BookStatus.drop(connection);
        }
    }
}
