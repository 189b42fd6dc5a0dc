package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.dreamlms.books.db.DirectDatabase;
import org.dreamlms.books.db.SessionLock;
import org.jboss.logging.Logger;

/**
 * Lets one replica at a time recognise and migrate a database. The lock belongs to a session of its
 * own, outside every transaction, so neither Flyway's lock nor the tables' locks can wait for it:
 * the holder of those holds this one already. A replica that dies loses it with its connection.
 */
final class MigrationGuard implements AutoCloseable {

    /** "dcsbooks" in ASCII: the same for every replica, unlikely for anyone else. */
    private static final long KEY = 0x646373626f6f6b73L;

    private static final Logger LOG = Logger.getLogger(MigrationGuard.class);
    private static final long PAUSE_MILLIS = 300;

    private final Connection session;
    private final SessionLock lock;
    private final long pid;

    private MigrationGuard(Connection session, SessionLock lock, long pid) {
        this.session = session;
        this.lock = lock;
        this.pid = pid;
    }

    /**
     * Waits until no other replica is migrating.
     *
     * @throws MigrationRefused when one still is after {@code patience}
     */
    static MigrationGuard acquire(MigrationDatabase database, Duration patience) {
        var session = database.open();
        try {
            var pid = Pooler.session(session);
            var deadline = System.nanoTime() + patience.toNanos();
            var told = false;
            var lock = SessionLock.take(session, KEY);
            while (lock.isEmpty()) {
                if (!told) {
                    LOG.info("Another replica is migrating this database; waiting for it");
                    told = true;
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new MigrationRefused(
                            "Another replica has held the migration lock for more than "
                                    + patience.toSeconds()
                                    + " s. Look at its log, or at pg_stat_activity for"
                                    + " 'dcs-books migration'; raise"
                                    + " DCS_BOOKS_MIGRATION_WAIT_FOR_OTHER if it is still at"
                                    + " work.");
                }
                StopRequest.refuseIfMade();
                Thread.sleep(PAUSE_MILLIS);
                lock = SessionLock.take(session, KEY);
            }
            return new MigrationGuard(session, lock.get(), pid);
        } catch (SQLException e) {
            DirectDatabase.closeQuietly(session);
            throw lost(e);
        } catch (InterruptedException e) {
            DirectDatabase.closeQuietly(session);
            Thread.currentThread().interrupt();
            throw new MigrationRefused("Stopped while waiting for another replica", e);
        } catch (MigrationRefused e) {
            DirectDatabase.closeQuietly(session);
            throw e;
        }
    }

    /**
     * Makes sure that the lock is really ours: behind a pooler in transaction mode it would have
     * stayed with whichever session took it.
     *
     * @throws MigrationRefused when it is not
     */
    void confirm(Connection other) {
        try {
            Pooler.refuseIfShared(session, pid, other);
            if (!lock.held()) {
                throw new MigrationRefused(Pooler.MESSAGE);
            }
        } catch (SQLException e) {
            throw lost(e);
        }
    }

    private static MigrationRefused lost(SQLException cause) {
        return new MigrationRefused(
                Pooler.explains(cause)
                        ? Pooler.MESSAGE
                        : "The connection to the database was lost: "
                                + cause.getMessage()
                                + ". If it leads through a connection pooler, set"
                                + " DCS_BOOKS_DIRECT_JDBC_URL to PostgreSQL itself.",
                cause);
    }

    /** Behind a pooler the session outlives the connection, so nothing of ours may stay in it. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (SQLException e) {
            LOG.debug("The lock has ended with its session", e);
        }
        MigrationDatabase.reset(session);
        DirectDatabase.closeQuietly(session);
    }
}
