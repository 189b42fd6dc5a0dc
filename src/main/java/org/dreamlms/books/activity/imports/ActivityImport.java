package org.dreamlms.books.activity.imports;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dreamlms.books.OutageLog;
import org.dreamlms.books.Settings;
import org.dreamlms.books.book.BookCatalog;
import org.dreamlms.books.book.MissingBooks;
import org.dreamlms.books.dcs.DcsException;
import org.dreamlms.books.http.problem.ProblemException;
import org.dreamlms.books.page.BookConfig;
import org.dreamlms.books.page.BookConfigs;
import org.jboss.logging.Logger;

/**
 * Brings the activities of a book's config.json into the database, so that rows keep their ids and
 * nothing is deleted that something refers to. Blocks: for worker threads only, and not within a
 * transaction.
 */
@ApplicationScoped
public class ActivityImport {

    private static final Logger LOG = Logger.getLogger(ActivityImport.class);

    private static final OutageLog UNKNOWN_TYPES =
            new OutageLog(LOG, Logger.Level.WARN, Clock.systemUTC());
    private static final BookConfig NOTHING = new BookConfig(List.of(), List.of(), true);
    private static final int TRIES = 3;
    private static final int RETRY_SECONDS = 5;

    private final BookCatalog catalog;
    private final BookConfigs configs;
    private final MissingBooks missing;
    private final ActivityWrites writes;
    private final ObjectMapper mapper;
    private final Duration limit;

    ActivityImport(
            BookCatalog catalog,
            BookConfigs configs,
            MissingBooks missing,
            ActivityWrites writes,
            ObjectMapper mapper,
            Settings settings) {
        this.catalog = catalog;
        this.configs = configs;
        this.missing = missing;
        this.writes = writes;
        this.mapper = mapper;
        this.limit = settings.dcs().listLimit();
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
     * @param deleted whether DCS has said that the book is deleted. If it is gone, so are the
     *     activities that nothing refers to. In the trash of DCS, where it is archived and has no
     *     files, it keeps them, since nobody would tell of its return; and events may come late, so
     *     that it is back already
     * @return empty when there was nothing to do: DCS has no such book, or has it in the trash;
     *     fails like {@link #run}
     */
    public Optional<ImportReport> follow(int bookId, boolean deleted) throws SQLException {
        return follow(bookId, deleted, limit);
    }

    /**
     * @param limit for all of it
     */
    Optional<ImportReport> follow(int bookId, boolean deleted, Duration limit) throws SQLException {
        var end = System.nanoTime() + limit.toNanos();
        for (int i = 0; i < TRIES; i++) {
            var askedAt = writes.now();
            // Asked for again, since files lie under names that the book tells.
            var book = await(catalog.latest(bookId), end);
            var nothingToDo = book.isEmpty() ? !deleted : deleted && book.get().book().archived();
            if (nothingToDo) {
                return Optional.empty();
            }
            var config = book.isEmpty() ? NOTHING : await(configs.latest(bookId), end);
            var report =
                    writes.write(bookId, wanted(config), config.complete(), askedAt, left(end));
            if (report.isPresent()) {
                log(report.get());
                return report;
            }
        }
        throw later("The book is being imported by others; try again");
    }

    private List<WantedActivity> wanted(BookConfig config) {
        return config.activities().map(activity -> WantedActivity.of(activity, mapper)).toList();
    }

    private static <T> T await(Uni<T> asked, long end) {
        try {
            return asked.await().atMost(left(end));
        } catch (TimeoutException e) {
            throw tooLong();
        }
    }

    private static Duration left(long end) {
        var nanos = end - System.nanoTime();
        if (nanos <= 0) {
            throw tooLong();
        }
        return Duration.ofNanos(nanos);
    }

    private static ProblemException tooLong() {
        return later("DCS takes too long to tell what is to be imported; try again");
    }

    private static ProblemException later(String detail) {
        return ProblemException.later(503, detail, RETRY_SECONDS);
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
            UNKNOWN_TYPES.say(
                    "Book %d: the database does not know the activity types %s",
                    report.bookId(), report.unknownTypes());
        }
    }
}
