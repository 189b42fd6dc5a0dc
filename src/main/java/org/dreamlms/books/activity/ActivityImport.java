package org.dreamlms.books.activity;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response.Status;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.dreamlms.books.api.ProblemException;
import org.dreamlms.books.book.BookCatalog;
import org.dreamlms.books.book.MissingBooks;
import org.dreamlms.books.content.BookConfigs;
import org.dreamlms.books.dcs.DcsException;
import org.jboss.logging.Logger;

/**
 * Brings the activities of a book's config.json into the database, so that rows keep their ids and
 * nothing is deleted that something refers to. Blocks: for worker threads only, and not within a
 * transaction.
 */
@ApplicationScoped
public class ActivityImport {

    private static final Logger LOG = Logger.getLogger(ActivityImport.class);
    private static final int TRIES = 3;

    private final BookCatalog catalog;
    private final BookConfigs configs;
    private final MissingBooks missing;
    private final ActivityWrites writes;
    private final ObjectMapper mapper;

    ActivityImport(
            BookCatalog catalog,
            BookConfigs configs,
            MissingBooks missing,
            ActivityWrites writes,
            ObjectMapper mapper) {
        this.catalog = catalog;
        this.configs = configs;
        this.missing = missing;
        this.writes = writes;
        this.mapper = mapper;
    }

    /**
     * Imports what DCS has at this moment.
     *
     * @throws ProblemException 404 when DCS has no such book, or the book no config.json; 502 when
     *     that is not JSON; 503 when others were always faster
     * @throws DcsException when DCS can't be asked
     * @throws SQLException when the database can't; nothing is changed then
     */
    public ImportReport run(int bookId) throws SQLException {
        return follow(bookId, false).orElseThrow(() -> missing.book(bookId));
    }

    /**
     * Imports what DCS has at this moment, after an event.
     *
     * @param deleted whether DCS has said that the book is deleted. If it still is, the activities
     *     that nothing refers to go; news may come late, and the book may be back
     * @return empty when DCS has no such book; fails like {@link #run}
     */
    public Optional<ImportReport> follow(int bookId, boolean deleted) throws SQLException {
        for (int i = 0; i < TRIES; i++) {
            var askedAt = writes.now();
            // Asked for anew, since files lie under names that the book tells.
            var book = catalog.latest(bookId).await().indefinitely();
            var gone = book.isEmpty() || deleted && book.get().book().archived();
            if (gone && !deleted) {
                return Optional.empty();
            }
            var wanted = gone ? List.<WantedActivity>of() : wanted(bookId);
            var report = writes.write(bookId, wanted, askedAt);
            if (report.isPresent()) {
                log(report.get());
                return report;
            }
        }
        throw ProblemException.of(
                Status.SERVICE_UNAVAILABLE, "The book is being imported by others; try again");
    }

    private List<WantedActivity> wanted(int bookId) {
        return configs.latest(bookId)
                .await()
                .indefinitely()
                .activities()
                .map(activity -> WantedActivity.of(activity, mapper))
                .toList();
    }

    private static void log(ImportReport report) {
        LOG.infof(
                "Activities of book %d: %d new, %d changed, %d unchanged, %d deleted, %d gone from"
                        + " config.json but in use, %d places unclear",
                report.bookId(),
                report.created(),
                report.updated(),
                report.unchanged(),
                report.deleted(),
                report.kept().size(),
                report.ambiguous().size());
        if (!report.unknownTypes().isEmpty()) {
            LOG.warnf(
                    "Book %d: the database does not know the activity types %s",
                    report.bookId(), report.unknownTypes());
        }
    }
}
