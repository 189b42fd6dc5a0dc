package org.dreamlms.books.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.dreamlms.books.OutageLog;
import org.dreamlms.books.activity.imports.ActivityImport;
import org.dreamlms.books.activity.imports.ImportReport;
import org.dreamlms.books.dcs.DcsException;
import org.dreamlms.books.http.problem.ProblemException;
import org.dreamlms.books.webhook.EventQueue.Claim;
import org.dreamlms.books.webhook.EventQueue.Ended;
import org.jboss.logging.Logger;

/**
 * What is done about the events of a book: its activities are imported. Blocks: for worker threads
 * only.
 */
@ApplicationScoped
class EventProcessing {

    private static final Logger LOG = Logger.getLogger(EventProcessing.class);

    private static final OutageLog AGAIN = new OutageLog(LOG, Logger.Level.INFO, Clock.systemUTC());

    /** Anyone who signs events can make any number of them fail. */
    private static final OutageLog UNEXPECTED =
            new OutageLog(LOG, Logger.Level.ERROR, Clock.systemUTC());

    private static final OutageLog GIVEN_UP =
            new OutageLog(LOG, Logger.Level.ERROR, Clock.systemUTC());

    private static final String NOTHING_TO_DO =
            "DCS does not have the book, or has it in the trash: its activities stay as they are";

    private final EventQueue queue;
    private final EventMeters meters;
    private final Importer importer;

    /** See {@link ActivityImport#follow}. */
    interface Importer {
        Optional<ImportReport> follow(int bookId, boolean deleted) throws SQLException;
    }

    @Inject
    EventProcessing(EventQueue queue, EventMeters meters, ActivityImport activities) {
        this(queue, meters, activities::follow);
    }

    EventProcessing(EventQueue queue, EventMeters meters, Importer importer) {
        this.queue = queue;
        this.meters = meters;
        this.importer = importer;
    }

    /**
     * Processes what was claimed, and ends the claim one way or the other.
     *
     * @throws SQLException when the claim can't be ended; others take it over in time
     */
    void process(Claim claim) throws SQLException {
        if (claim.tries() > EventQueue.MAX_TRIES) {
            failed(claim, "the service ended while it was being processed, time and again");
            return;
        }
        try {
            var report = importer.follow(claim.bookId(), claim.has(EventType.BOOK_DELETED));
            var note = report.isPresent() ? null : NOTHING_TO_DO;
            queue.succeeded(claim, note).forEach(this::count);
        } catch (ProblemException e) {
            if (e.status() == 404) {
                missing(claim, e.getMessage() + ": nothing was imported");
            } else {
                failed(claim, e.getMessage());
            }
        } catch (DcsException | SQLException e) {
            failed(claim, e.getMessage());
        } catch (Throwable e) {
            // An Error as well: the next event, and the next try, may do better.
            UNEXPECTED.say(e, "An event of book %d could not be processed", claim.bookId());
            failed(claim, e.toString());
        }
    }

    /** A book may have no files yet, or lose them for the moment of an upload. */
    private void missing(Claim claim, String note) throws SQLException {
        for (var event : queue.missing(claim, note)) {
            count(event);
            LOG.debugf("Event %d of book %d: %s", event.id(), claim.bookId(), note);
        }
    }

    private void failed(Claim claim, String reason) throws SQLException {
        for (var event : queue.failed(claim, reason)) {
            count(event);
            if (event.status().equals("failed")) {
                GIVEN_UP.say(
                        "Event %d (%s of book %d) is given up: %s",
                        event.id(), event.type().text(), claim.bookId(), reason);
            } else {
                AGAIN.say(
                        "Event %d (%s of book %d) is tried again: %s",
                        event.id(), event.type().text(), claim.bookId(), reason);
            }
        }
    }

    private void count(Ended event) {
        meters.event(event.type(), event.status());
    }
}
