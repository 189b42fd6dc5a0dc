package org.dreamlms.books.ops;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dreamlms.books.db.DirectDatabase;
import org.dreamlms.books.db.SessionLock;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.ops.ReferenceReport.Missing;

/**
 * The database as one audit sees it: past the pool, since the lock that keeps the other replicas
 * out belongs to a session. Blocks: for worker threads only.
 */
final class AuditSession implements AutoCloseable {

    /** Any number, the same in all replicas. */
    private static final long LOCK = 0x64637362_61756469L;

    /** Many times what counting takes; a table that is locked may make it wait. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** How many books are counted at once; more than an LMS has. */
    static final int MAX_COUNTED = 10_000;

    private static final String COUNTS =
            """
            SELECT dcs_book_id, sum(a), sum(s), sum(b) FROM (
                SELECT dcs_book_id, count(*) a, 0 s, 0 b FROM activities
                    WHERE dcs_book_id > ? GROUP BY 1
                UNION ALL SELECT dcs_book_id, 0, count(*), 0 FROM assignments
                    WHERE dcs_book_id > ? AND dcs_book_id <> 0 GROUP BY 1
                UNION ALL SELECT dcs_book_id, 0, 0, count(*) FROM book_assignments
                    WHERE dcs_book_id > ? GROUP BY 1
            ) counted GROUP BY 1 ORDER BY 1 LIMIT ?
            """;

    private final Connection connection;
    private Optional<SessionLock> lock = Optional.empty();

    private AuditSession(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens one, in which no statement takes longer than a minute.
     *
     * @throws SQLException when the database can't be reached
     */
    static AuditSession open(DirectDatabase database) throws SQLException {
        return open(database, LIMIT);
    }

    /**
     * @param limit the longest that a statement may take
     */
    static AuditSession open(DirectDatabase database, Duration limit) throws SQLException {
        var connection = database.open("dcs-books reference audit");
        try {
            // The first is for a server that has vanished, the second for a table that is locked.
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(limit.toMillis() * 3 / 2));
            Sql.run(connection, "SET statement_timeout = " + limit.toMillis());
            return new AuditSession(connection);
        } catch (SQLException e) {
            try (connection) {
                throw e;
            }
        }
    }

    /** Keeps the other replicas out until this is closed; false when one of them is at it. */
    boolean lock() throws SQLException {
        lock = SessionLock.take(connection, LOCK);
        return lock.isPresent();
    }

    /** The replica whose audit ended within this time, when one did. */
    Optional<UUID> lastWithin(Duration time) throws SQLException {
        return Sql.first(
                connection,
                row -> row.getObject(1, UUID.class),
                """
                SELECT replica
                FROM dcs_books.reference_audits
                WHERE ended_at > now() - ? * interval '1 millisecond'
                """,
                time.toMillis());
    }

    /** Tells the other replicas that an audit of this one ends now. */
    void record(UUID replica) throws SQLException {
        Sql.update(
                connection,
                """
                INSERT INTO dcs_books.reference_audits (replica, ended_at)
                VALUES (?, now())
                ON CONFLICT (single) DO UPDATE
                SET replica = excluded.replica, ended_at = excluded.ended_at
                """,
                replica);
    }

    /**
     * How many rows of each kind refer to a book, by its id: of the next {@link #MAX_COUNTED} books
     * at the most.
     *
     * @param after of books with a greater id; all begin after {@link Long#MIN_VALUE}
     */
    List<Missing> counts(long after) throws SQLException {
        return Sql.list(
                connection,
                row -> new Missing(row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                COUNTS,
                after,
                after,
                after,
                MAX_COUNTED);
    }

    /** Leaves nothing behind, should the session outlive its connection. */
    @Override
    public void close() throws SQLException {
        try (connection) {
            if (lock.isPresent()) {
                lock.get().close();
            }
            Sql.run(connection, "RESET statement_timeout");
        }
    }
}
