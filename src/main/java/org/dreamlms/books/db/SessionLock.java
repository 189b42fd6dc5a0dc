package org.dreamlms.books.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A lock that one session of the database holds, outside of every transaction: it keeps other
 * replicas from doing the same thing at the same time (PostgreSQL, "Advisory Locks"). When the
 * session ends, so does the lock. Behind a pooler in transaction mode it holds nothing.
 */
public final class SessionLock implements AutoCloseable {

    private final Connection session;
    private final long key;

    private SessionLock(Connection session, long key) {
        this.session = session;
        this.key = key;
    }

    /**
     * Takes the lock without waiting.
     *
     * @param key the same in all replicas, and for nothing else in this database
     * @return empty when another session holds it
     * @throws SQLException when the database can't be asked
     */
    public static Optional<SessionLock> take(Connection session, long key) throws SQLException {
        return Sql.yes(session, "SELECT pg_try_advisory_lock(?)", key)
                ? Optional.of(new SessionLock(session, key))
                : Optional.empty();
    }

    /** Whether the session that answers now is the one that holds the lock. */
    public boolean held() throws SQLException {
        return Sql.yes(
                session,
                """
                SELECT count(*) > 0
                FROM pg_locks
                WHERE locktype = 'advisory'
                  AND pid = pg_backend_pid()
                  AND granted
                  AND (classid::bigint << 32 | objid::bigint) = ?
                """,
                key);
    }

    /** Gives it back; the session stays open. */
    @Override
    public void close() throws SQLException {
        Sql.yes(session, "SELECT pg_advisory_unlock(?)", key);
    }
}
