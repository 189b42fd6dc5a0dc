package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.dreamlms.books.db.DirectDatabase;

/**
 * Tells whether a connection pooler in transaction mode is between us and PostgreSQL: there each
 * transaction may run in another session, so a session lock protects nothing.
 */
final class Pooler {

    static final String MESSAGE =
            "The migration's session lock does not stay: the database is reached through a"
                    + " connection pooler in transaction mode. Set DCS_BOOKS_DIRECT_JDBC_URL to"
                    + " PostgreSQL itself.";

    /** Prepared statements that were made in one session and looked for in another. */
    private static final Set<String> STRAY_STATEMENTS = Set.of("42P05", "26000", "08P01");

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int LOOKS = 5;

    private Pooler() {}

    /** Without a prepared statement, in whose place another session may have another one. */
    static long session(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /**
     * Keeps one session busy with a transaction: the other connection must have one of its own all
     * the while and afterwards, and always the same.
     *
     * @param before the session that {@code connection} had when it took the lock
     * @throws MigrationRefused when it is not so
     */
    static void refuseIfShared(Connection connection, long before, Connection other)
            throws SQLException {
        other.setAutoCommit(false);
        try {
            refuseIfOther(connection, before, session(other));
        } catch (SQLException e) {
            // One that allows no transactions has ended the session: this reason counts.
            DirectDatabase.closeQuietly(other);
            throw e;
        } finally {
            if (!other.isClosed()) {
                other.rollback();
                other.setAutoCommit(true);
            }
        }
        // One that gives sessions in turn shows it when all are free.
        refuseIfOther(connection, before, 0);
    }

    private static void refuseIfOther(Connection connection, long before, long busy)
            throws SQLException {
        // A pooler with no session to spare would let us wait for the busy one.
        connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
        for (int i = 0; i < LOOKS; i++) {
            var now = session(connection);
            if (now != before || now == busy) {
                throw new MigrationRefused(MESSAGE);
            }
        }
        connection.setNetworkTimeout(Runnable::run, 0);
    }

    /** Whether a failure is one that only happens behind a pooler. */
    static boolean explains(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && STRAY_STATEMENTS.contains(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
