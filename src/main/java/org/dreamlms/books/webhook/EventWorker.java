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
import org.dreamlms.books.activity.ActivityImport;
import org.dreamlms.books.api.ProblemException;
import org.dreamlms.books.dcs.DcsException;
import org.dreamlms.books.webhook.EventQueue.Claim;
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
    private final ActivityImport activities;
    private final EventMeters meters;
    private final Duration pollPause;
    private final Semaphore work = new Semaphore(1);
    private volatile boolean stopped;
    private boolean troubled;
    private long nextCount;
    private Thread thread;

    EventWorker(
            EventQueue queue, ActivityImport activities, EventMeters meters, Settings settings) {
        this.queue = queue;
        this.activities = activities;
        this.meters = meters;
        this.pollPause = settings.webhook().pollPause();
    }

    void start(@Observes StartupEvent event) {
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

    /** There may be something in the queue. */
    void wake() {
        work.release();
    }

    private void run() {
        while (!stopped) {
            try {
                if (work.tryAcquire(pollPause.toMillis(), TimeUnit.MILLISECONDS)) {
                    work.drainPermits();
                }
                workOff();
                troubled = false;
            } catch (SQLException | RuntimeException e) {
                trouble(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void workOff() throws SQLException {
        count();
        for (var claim = queue.claim(); claim.isPresent() && !stopped; claim = queue.claim()) {
            process(claim.get());
            count();
        }
        nextCount = 0;
        count();
    }

    /** For the meters; not after each event of a flood. */
    private void count() throws SQLException {
        if (System.nanoTime() - nextCount >= 0 || nextCount == 0) {
            meters.backlog(queue.backlog());
            nextCount = System.nanoTime() + pollPause.toNanos();
        }
    }

    /** Without the database there is nothing to do; that it is gone is said once. */
    private void trouble(Exception e) {
        if (!troubled && !stopped) {
            LOG.warnf("The queue of events can't be worked off: %s", e.getMessage());
        }
        LOG.debug("The queue of events can't be worked off", e);
        troubled = true;
    }

    private void process(Claim claim) throws SQLException {
        if (claim.tries() > EventQueue.MAX_TRIES) {
            end(claim, "the service ended while it was being processed, time and again");
            return;
        }
        try {
            var deleted = claim.types().contains(EventType.BOOK_DELETED);
            var report = activities.follow(claim.bookId(), deleted);
            succeeded(claim, report.isPresent() ? null : "DCS does not have the book any more");
        } catch (ProblemException e) {
            // A book may have no files yet, or lose them for the moment of an upload.
            if (e.status() == 404 && claim.tries() == EventQueue.MAX_TRIES) {
                succeeded(claim, e.getMessage() + ": nothing was imported");
            } else {
                end(claim, e.getMessage());
            }
        } catch (DcsException | SQLException e) {
            end(claim, e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "An event of book %d could not be processed", claim.bookId());
            end(claim, e.toString());
        }
    }

    private void succeeded(Claim claim, String note) throws SQLException {
        queue.succeeded(claim, note).forEach(e -> meters.event(e.type(), e.status()));
    }

    private void end(Claim claim, String reason) throws SQLException {
        for (var event : queue.failed(claim, reason)) {
            meters.event(event.type(), event.status());
            if (event.status().equals("failed")) {
                LOG.errorf(
                        "Event %d (%s of book %d) is given up: %s",
                        event.id(), event.type().text(), claim.bookId(), reason);
            } else {
                LOG.infof(
                        "Event %d (%s of book %d) is tried again: %s",
                        event.id(), event.type().text(), claim.bookId(), reason);
            }
        }
    }
}
