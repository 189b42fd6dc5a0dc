package org.dreamlms.books.webhook;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.dreamlms.books.Settings;
import org.dreamlms.books.replica.QueuedWork;
import org.jboss.logging.Logger;

/**
 * Works the queue of events off, in a thread of its own, one book at a time: however many events
 * come, DCS is asked for one thing after the other. Looks when woken, and now and then by itself.
 */
@ApplicationScoped
class EventWorker {

    private static final Logger LOG = Logger.getLogger(EventWorker.class);
    private static final long STOP_MILLIS = 5_000;

    private final EventQueue queue;
    private final EventProcessing processing;
    private final Duration pollPause;
    private final Semaphore work = new Semaphore(1);
    private volatile boolean stopped;
    private volatile Thread thread;
    private boolean troubled;

    EventWorker(EventQueue queue, EventProcessing processing, Settings settings) {
        this.queue = queue;
        this.processing = processing;
        this.pollPause = settings.webhook().pollPause();
    }

    void start(@Observes StartupEvent event) {
        stopped = false;
        thread = new Thread(this::run, "dcs-events");
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped = true;
        wake();
        if (thread != null) {
            thread.join(STOP_MILLIS);
        }
    }

    void wake(@Observes QueuedWork some) {
        wake();
    }

    /** There may be something in the queue. */
    void wake() {
        work.release();
    }

    /** Whether its thread lives; what it does is seen at the age of what waits. */
    boolean alive() {
        var current = thread;
        return current != null && current.isAlive();
    }

    // Whatever happens, even an Error: a queue that nobody works off is worse.
    private void run() {
        while (!stopped) {
            try {
                if (work.tryAcquire(pollPause.toMillis(), TimeUnit.MILLISECONDS)) {
                    work.drainPermits();
                }
                workOff();
                troubled = false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Throwable e) {
                trouble(e);
            }
        }
    }

    /** Works off what is due; claims nothing that a stopped service would not get to. */
    void workOff() throws SQLException {
        while (!stopped) {
            var claim = queue.claim();
            if (claim.isEmpty()) {
                return;
            }
            processing.process(claim.get());
        }
    }

    /** Without the database there is nothing to do; that it is gone is said once. */
    private void trouble(Throwable e) {
        if (!troubled && !stopped) {
            LOG.warnf("The queue of events can't be worked off: %s", e);
        }
        LOG.debug("The queue of events can't be worked off", e);
        troubled = true;
    }
}
