package org.dreamlms.books.webhook;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import org.dreamlms.books.db.Sql;
import org.jboss.logging.Logger;

/**
 * How much waits in the queue that all replicas share. It is counted by the clock and not by who
 * works the queue off, so that it is seen when that one is dead or hangs. Blocks: for worker
 * threads only.
 */
@ApplicationScoped
public class EventBacklog {

    private static final Logger LOG = Logger.getLogger(EventBacklog.class);

    private final Instance<AgroalDataSource> database;
    private final EventMeters meters;

    EventBacklog(Instance<AgroalDataSource> database, EventMeters meters) {
        this.database = database;
        this.meters = meters;
    }

    /**
     * How much waits.
     *
     * @param pending in the queue
     * @param failed given up
     * @param oldestSeconds how long the oldest in the queue has been there, 0 when it is empty
     * @param dueSeconds for how long one has been due, at most; 0 when none is: what is tried again
     *     after a pause is not late before that has passed
     * @param at when it was counted, by {@link System#nanoTime}
     */
    record Count(long pending, long failed, double oldestSeconds, double dueSeconds, long at) {

        /** So long a count may fail to appear before that is taken for a delay itself. */
        private static final double OVERDUE = 30;

        static Count none() {
            return new Count(0, 0, 0, 0, System.nanoTime());
        }

        /**
         * How late the queue is by now. When nobody could count for long, an event may have come
         * right after the last count, and that is what is said.
         *
         * @param accepting whether events can have come since
         */
        double lag(long now, boolean accepting) {
            var age = (now - at) / 1e9;
            if (dueSeconds > 0) {
                return dueSeconds + age;
            }
            return accepting && age > OVERDUE ? age : 0;
        }
    }

    /** Counts for the meters; never fails. */
    public void look() {
        try {
            meters.backlog(count());
        } catch (SQLException | RuntimeException e) {
            LOG.debug("The queue of events can't be counted", e);
        }
    }

    // In a transaction, since only then the pool throws a broken connection away.
    @Transactional(rollbackOn = Exception.class)
    Count count() throws SQLException {
        try (var connection = database.get().getConnection()) {
            Sql.run(connection, "SET LOCAL statement_timeout = '5s'");
            return Sql.first(
                            connection,
                            row ->
                                    new Count(
                                            row.getLong(1),
                                            row.getLong(2),
                                            row.getDouble(3),
                                            row.getDouble(4),
                                            System.nanoTime()),
                            "SELECT count(*), (SELECT count(*) FROM dcs_books.dcs_events WHERE status ="
                                    + " 'failed'), coalesce(extract(epoch FROM now() -"
                                    + " min(received_at)), 0), coalesce(extract(epoch FROM now() -"
                                    + " min(next_attempt_at) FILTER (WHERE "
                                    + EventQueue.DUE
                                    + ")), 0) FROM dcs_books.dcs_events WHERE "
                                    + EventQueue.WAITING)
                    .orElseThrow();
        }
    }
}
