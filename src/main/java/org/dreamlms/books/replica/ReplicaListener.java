package org.dreamlms.books.replica;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dreamlms.books.Backoff;
import org.dreamlms.books.OutageLog;
import org.dreamlms.books.db.DirectDatabase;
import org.jboss.logging.Logger;
import org.postgresql.jdbc.PgConnection;

/**
 * Hears what replicas say to each other, on a connection and in a thread of its own, and passes it
 * on as {@link Invalidation} events. A lost connection is opened again with growing pauses; since
 * messages may have been missed meanwhile, everything is invalidated then.
 */
@ApplicationScoped
public class ReplicaListener {

    private static final Logger LOG = Logger.getLogger(ReplicaListener.class);
    private static final int WAIT_MILLIS = 5_000;
    private static final int VALID_SECONDS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long FIRST_PAUSE = 100;
    private static final long LONGEST_PAUSE = 10_000;

    private final DirectDatabase database;
    private final AgroalDataSource pool;
    private final Event<Invalidation> observers;
    private final Event<QueuedWork> workers;
    private final ReplicaMeters meters;
    private final OutageLog outages;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    private volatile PgConnection connection;
    private volatile int failures;
    private Thread thread;

    ReplicaListener(
            DirectDatabase database,
            AgroalDataSource pool,
            Event<Invalidation> observers,
            Event<QueuedWork> workers,
            ReplicaMeters meters,
            Clock clock) {
        this.database = database;
        this.pool = pool;
        this.observers = observers;
        this.workers = workers;
        this.meters = meters;
        this.outages = new OutageLog(LOG, Logger.Level.WARN, clock);
    }

    /** Connects before the first request comes, so that nothing can be missed from then on. */
    void start(@Observes StartupEvent event) {
        try {
            connect();
        } catch (SQLException e) {
            LOG.warnf("The other replicas can't be heard yet: %s", e.getMessage());
        }
        thread = new Thread(this::run, "replica-listener");
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped.countDown();
        disconnect();
        if (thread != null) {
            thread.interrupt();
            thread.join(TimeUnit.SECONDS.toMillis(VALID_SECONDS));
        }
    }

    /** Whether the other replicas are heard at the moment. */
    public boolean connected() {
        return connection != null;
    }

    /** How often connecting has failed since the others were heard. */
    int failures() {
        return failures;
    }

    private void run() {
        while (stopped.getCount() > 0) {
            try {
                if (connection == null) {
                    reconnect();
                } else {
                    listen(connection);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Throwable e) {
                // An Error as well: without this thread the replica is deaf for good.
                disconnect();
                if (stopped.getCount() > 0) {
                    LOG.warnf("The connection to the other replicas is lost: %s", e);
                }
            }
        }
    }

    private void connect() throws SQLException {
        var fresh = database.open("dcs-books listener");
        try (var sender = pool.getConnection()) {
            ListenProof.listen(fresh, sender, PATIENCE, this::pass);
        } catch (SQLException | RuntimeException e) {
            close(fresh);
            throw e;
        }
        connection = fresh;
        meters.listening(true);
    }

    private void reconnect() throws InterruptedException {
        while (connection == null) {
            if (stopped.await(backoff.next(), TimeUnit.MILLISECONDS)) {
                return;
            }
            try {
                connect();
            } catch (SQLException | RuntimeException e) {
                failures++;
                outages.say("The other replicas still can't be heard: %s", e.getMessage());
            }
        }
        backoff.reset();
        failures = 0;
        LOG.info("The other replicas are heard again; everything in memory is refreshed");
        hear(Invalidation.everything());
        workers.fire(QueuedWork.SOME);
    }

    private void listen(PgConnection session) throws SQLException {
        var heard = session.getNotifications(WAIT_MILLIS);
        if (heard == null || heard.length == 0) {
            if (!session.isValid(VALID_SECONDS)) {
                throw new SQLException("the server does not answer");
            }
            return;
        }
        for (var notification : heard) {
            pass(notification.getParameter());
        }
    }

    private void pass(String text) {
        if (ReplicaMessage.WORK.equals(text)) {
            workers.fire(QueuedWork.SOME);
        } else if (!ListenProof.isHello(text)) {
            hear(ReplicaMessage.read(text));
        }
    }

    /** One observer that fails must not make this replica deaf. */
    private void hear(Invalidation invalidation) {
        meters.received(invalidation.subject());
        try {
            observers.fire(invalidation);
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "The invalidation %s failed here", ReplicaMessage.write(invalidation));
        }
    }

    private void disconnect() {
        var old = connection;
        connection = null;
        meters.listening(false);
        if (old != null) {
            close(old);
        }
    }

    /** At once, even while another thread waits for messages. */
    private static void close(PgConnection old) {
        try {
            old.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("The connection was gone already", e);
        }
    }
}
