package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.postgresql.jdbc.PgConnection;

/**
 * Somebody wants the process to end (SIGTERM, Ctrl-C) while it migrates. Then the migration ends at
 * once and rolls back, instead of being cut off wherever it happens to be with a child left behind.
 */
public final class StopRequest {

    private static final Logger LOG = Logger.getLogger(StopRequest.class);
    private static final long PATIENCE_SECONDS = 20;

    /** A signal is to the whole process, so this is, too. */
    private static final Set<Process> CHILDREN = ConcurrentHashMap.newKeySet();

    private static final Set<Connection> CONNECTIONS = ConcurrentHashMap.newKeySet();
    private static volatile boolean made;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "end the migration");

    private StopRequest() {}

    /** From now on until it is closed, a signal ends the migration. */
    static StopRequest listen() {
        var listener = new StopRequest();
        try {
            Runtime.getRuntime().addShutdownHook(listener.hook);
        } catch (IllegalStateException ignored) {
            made = true;
        }
        return listener;
    }

    private void stop() {
        made = true;
        LOG.warn("Told to stop: the migration ends and is rolled back");
        CHILDREN.forEach(StopRequest::destroy);
        CONNECTIONS.forEach(StopRequest::cancel);
        try {
            // The process ends when this returns; until then the migration tidies up.
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The migration does not end; the database will roll it back");
            }
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        }
    }

    private static void destroy(Process child) {
        child.descendants().forEach(ProcessHandle::destroy);
        child.destroy();
    }

    private static void cancel(Connection connection) {
        try {
            connection.unwrap(PgConnection.class).cancelQuery();
        } catch (SQLException e) {
            LOG.debug("Nothing to cancel", e);
        }
    }

    /**
     * Asked wherever going on would be a pity.
     *
     * @throws MigrationRefused when the process is to end
     */
    public static void refuseIfMade() {
        if (made) {
            throw new MigrationRefused(
                    "Told to stop before the migration had ended: it is rolled back, nothing was"
                            + " changed.");
        }
    }

    public static void watch(Process child) {
        CHILDREN.add(child);
        if (made) {
            destroy(child);
        }
    }

    public static void forget(Process child) {
        CHILDREN.remove(child);
    }

    public static void watch(Connection connection) {
        CONNECTIONS.add(connection);
    }

    public static void forget(Connection connection) {
        CONNECTIONS.remove(connection);
    }

    /** The migration has ended, one way or the other. */
    void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("The process is ending", e);
        }
    }
}
