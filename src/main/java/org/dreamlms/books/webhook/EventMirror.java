package org.dreamlms.books.webhook;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dreamlms.books.OutageLog;
import org.dreamlms.books.db.Sql;
import org.jboss.logging.Logger;

/**
 * Writes what has become of an event into the LMS's webhook_event_logs as well, as far as that
 * table and its enums know the event. Only what has ended is written there, so that the LMS never
 * takes a row of ours for work of its own.
 */
final class EventMirror {

    private static final Logger LOG = Logger.getLogger(EventMirror.class);

    private static final OutageLog FAILURES =
            new OutageLog(LOG, Logger.Level.WARN, Clock.systemUTC());

    /** SQL states: no such table, no such type. */
    private static final Set<String> ABSENT = Set.of("42P01", "42704");

    /** These and: somebody holds a lock for too long. */
    private static final Set<String> CONCERNS_ALL = Set.of("42P01", "42704", "55P03");

    private static final AtomicBoolean SAID_ABSENT = new AtomicBoolean();

    private static final String UPDATE =
            """
            UPDATE webhook_event_logs l SET status = cast(e.status AS webhookeventstatus),
                retry_count = greatest(e.attempts - 1, 0), error_message = e.error,
                processed_at = e.processed_at AT TIME ZONE 'UTC'
            FROM dcs_books.dcs_events e WHERE e.id = ? AND l.id = e.log_id
            """;

    private static final String INSERT =
            """
            INSERT INTO webhook_event_logs (id, event_type, book_id, publisher_id, payload_json,
                status, retry_count, error_message, created_at, processed_at)
            SELECT ?, label, e.book_id, e.publisher_id, cast(e.body AS json),
                cast(e.status AS webhookeventstatus), greatest(e.attempts - 1, 0), e.error,
                e.received_at AT TIME ZONE 'UTC', e.processed_at AT TIME ZONE 'UTC'
            FROM dcs_books.dcs_events e, unnest(enum_range(cast(NULL AS webhookeventtype))) label
            WHERE e.id = ? AND cast(label AS text) = replace(e.event_type, '.', '_')
            """;

    private EventMirror() {}

    /**
     * Writes them, within the transaction; the events themselves do not depend on it. Who holds the
     * LMS's table is waited for one second at the most, also by what follows in the transaction.
     */
    static void write(Connection connection, List<Long> ids) throws SQLException {
        for (var id : ids) {
            Sql.run(connection, "SAVEPOINT mirror; SET LOCAL lock_timeout = '1s'");
            try {
                mirror(connection, id);
                Sql.run(connection, "RELEASE SAVEPOINT mirror");
            } catch (SQLException e) {
                Sql.run(connection, "ROLLBACK TO SAVEPOINT mirror");
                logFailure(id, e);
                if (CONCERNS_ALL.contains(String.valueOf(e.getSQLState()))) {
                    return;
                }
            }
        }
    }

    private static void logFailure(long id, SQLException e) {
        if (!ABSENT.contains(String.valueOf(e.getSQLState()))) {
            FAILURES.say("Event %d can't be written to webhook_event_logs: %s", id, e.getMessage());
        } else if (SAID_ABSENT.compareAndSet(false, true)) {
            LOG.infof("Events are not written to webhook_event_logs: %s", e.getMessage());
        }
    }

    private static void mirror(Connection connection, long id) throws SQLException {
        if (Sql.update(connection, UPDATE, id) > 0) {
            return;
        }
        var logId = UUID.randomUUID();
        if (Sql.update(connection, INSERT, logId, id) > 0) {
            Sql.update(
                    connection,
                    "UPDATE dcs_books.dcs_events SET log_id = ? WHERE id = ?",
                    logId,
                    id);
        }
    }
}
