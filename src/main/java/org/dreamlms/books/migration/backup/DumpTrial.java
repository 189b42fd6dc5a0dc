package org.dreamlms.books.migration.backup;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dreamlms.books.db.DirectDatabase;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.migration.LockHolders;
import org.dreamlms.books.migration.MigrationDatabase;
import org.dreamlms.books.migration.MigrationRefused;
import org.dreamlms.books.migration.check.Check;
import org.dreamlms.books.migration.check.ConnectionLimits;
import org.dreamlms.books.migration.check.Finding;

/**
 * Does what the backup will do, beside as many sessions as the migration will have, and keeps
 * nothing of it.
 */
final class DumpTrial {

    /** Those of the migration while pg_dump runs: its lock, its looks, Flyway's. */
    static final int SESSIONS = 4;

    private static final int LOCK_WAIT_MILLIS = 15_000;
    private static final String TOO_MANY_CONNECTIONS = "53300";

    private final MigrationDatabase database;
    private final ClientProgram dump;
    private final Duration limit;

    /**
     * @param limit how long pg_dump may read; zero: the schema only
     */
    DumpTrial(MigrationDatabase database, ClientProgram dump, Duration limit) {
        this.database = database;
        this.dump = dump;
        this.limit = limit;
    }

    List<Check> checks() {
        return List.of(
                ConnectionLimits.allow(SESSIONS + 1),
                new Check("pg_dump, of everything and into nothing", this::run));
    }

    private Finding run(Connection connection) throws SQLException {
        var sessions = new ArrayList<Connection>();
        try {
            // This one is the first.
            for (int i = 1; i < SESSIONS; i++) {
                sessions.add(database.open());
            }
            return dump(sessions.get(0));
        } catch (MigrationRefused e) {
            return isFull(e)
                    ? Finding.unproven(
                            "whether there are connections enough: others have them now ("
                                    + e.getMessage()
                                    + ")")
                    : Finding.refused(e.getMessage(), List.of(), "see there");
        } finally {
            for (var session : sessions) {
                MigrationDatabase.reset(session);
                DirectDatabase.closeQuietly(session);
            }
        }
    }

    private Finding dump(Connection session) throws SQLException {
        session.setAutoCommit(false);
        try {
            var arguments =
                    new ArrayList<>(
                            List.of(
                                    "--format=custom",
                                    "--compress=0",
                                    "--no-password",
                                    "--no-sync",
                                    "--snapshot="
                                            + Sql.text(session, "SELECT pg_export_snapshot()")
                                                    .orElseThrow(),
                                    "--lock-wait-timeout=" + LOCK_WAIT_MILLIS,
                                    "--file=/dev/null"));
            if (limit.isZero()) {
                arguments.add("--schema-only");
            }
            var result =
                    dump.run(
                            arguments,
                            ClientEnvironment.of(database.source(), session),
                            limit.isZero() ? Duration.ofMinutes(5) : limit);
            return judge(result, session);
        } finally {
            session.rollback();
        }
    }

    private Finding judge(ClientProgram.Result result, Connection session) throws SQLException {
        if (result.isCutOff()) {
            return Finding.unproven(
                    "whether pg_dump comes to its end: it went well for "
                            + limit.toSeconds()
                            + " s, and was stopped (DCS_BOOKS_BACKUP_DRY_RUN_LIMIT)");
        }
        if (result.exitCode() != 0) {
            return isBusy(result.errors(), session) || isFull(result.errors())
                    ? Finding.unproven("whether pg_dump goes through: " + result.reason())
                    : refused(result);
        }
        return limit.isZero()
                ? Finding.unproven(
                        "whether pg_dump may read every row and large object: only the schema was"
                                + " read (DCS_BOOKS_BACKUP_DRY_RUN_LIMIT is 0)")
                : Finding.passed("it reads everything");
    }

    static Finding refused(ClientProgram.Result result) {
        return Finding.refused(
                "pg_dump failed: " + result.reason(),
                List.of(),
                "pg_dump logs in as the service does, from here: see the reason, and"
                        + " pg_hba.conf on the server");
    }

    /** The server says it in its own language: a holder of a table is the reason then. */
    private static boolean isBusy(String errors, Connection session) throws SQLException {
        return errors.contains("lock timeout") || LockHolders.keepReadersOut(session);
    }

    private static boolean isFull(String errors) {
        return errors.contains("too many connections") || errors.contains("too many clients");
    }

    private static boolean isFull(MigrationRefused failed) {
        return failed.getCause() instanceof SQLException sql
                && TOO_MANY_CONNECTIONS.equals(sql.getSQLState());
    }
}
