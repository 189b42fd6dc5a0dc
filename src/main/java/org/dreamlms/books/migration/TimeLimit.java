package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.postgresql.jdbc.PgConnection;

/** Cancels what a connection is doing when it takes too long, all statements together. */
final class TimeLimit implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TimeLimit.class);

    private static final int REPEAT_MILLIS = 50;

    private final Connection connection;
    private boolean over;
    private boolean closed;

    private TimeLimit(Connection connection) {
        this.connection = connection;
    }

    static TimeLimit of(Connection connection, Duration limit) {
        var started = new TimeLimit(connection);
        CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
                .execute(started::reach);
        return started;
    }

    /** Again and again: a request that meets the session between two statements does nothing. */
    private synchronized void reach() {
        if (closed) {
            return;
        }
        over = true;
        CompletableFuture.delayedExecutor(REPEAT_MILLIS, TimeUnit.MILLISECONDS)
                .execute(this::reach);
        try {
            connection.unwrap(PgConnection.class).cancelQuery();
        } catch (SQLException e) {
            LOG.debug("There is nothing to cancel", e);
        }
    }

    synchronized boolean isOver() {
        return over;
    }

    /** From now on nothing is cancelled any more. */
    @Override
    public synchronized void close() {
        closed = true;
    }
}
