package org.dreamlms.books.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import org.dreamlms.books.Settings;
import org.dreamlms.books.book.BookCatalog;
import org.dreamlms.books.db.DirectDatabase;
import org.dreamlms.books.dcs.DcsClient;
import org.dreamlms.books.ops.ReferenceReport.Missing;
import org.jboss.logging.Logger;

/**
 * Looks for rows whose book DCS does not know, and shows their number as {@code
 * books_missing_references}; beside it {@code books_unjudged_references}, the rows for which DCS
 * could not be asked, and {@code books_reference_audit_timestamp_seconds}. Of all replicas one does
 * it at a time, and by the clock only one; the others then show no number at all, so that no old
 * one stays.
 */
@ApplicationScoped
@Startup // its gauge is there before the first audit
public class ReferenceAudit {

    private static final Logger LOG = Logger.getLogger(ReferenceAudit.class);

    private final DirectDatabase database;
    private final BookCatalog catalog;
    private final Clock clock;
    private final Duration keepsOthersOut;
    private final UUID replica = UUID.randomUUID();
    private final AtomicReference<ReferenceReport> last = new AtomicReference<>();
    private final AtomicBoolean underWay = new AtomicBoolean();

    @Inject
    ReferenceAudit(
            DirectDatabase database,
            BookCatalog catalog,
            Clock clock,
            Settings settings,
            MeterRegistry registry) {
        this.keepsOthersOut = settings.referenceAudit().keepsOthersOut();
        this.database = database;
        this.catalog = catalog;
        this.clock = clock;
        Gauge.builder("books.missing.references", this, audit -> audit.number(missing()))
                .description("Rows whose book DCS does not know, at the last audit of this replica")
                .register(registry);
        Gauge.builder(
                        "books.unjudged.references",
                        this,
                        audit -> audit.number(ReferenceReport::unknownReferences))
                .description("Rows for whose book DCS could not be asked at that audit")
                .register(registry);
        Gauge.builder(
                        "books.reference.audit.timestamp",
                        this,
                        audit -> audit.number(report -> report.checkedAt().getEpochSecond()))
                .baseUnit("seconds")
                .description("When that audit was, since 1970")
                .register(registry);
    }

    /** That nothing is missing can only be said when all of it was judged. */
    private static ToDoubleFunction<ReferenceReport> missing() {
        return report ->
                report.missingReferences() == 0 && report.unknownReferences() > 0
                        ? Double.NaN
                        : report.missingReferences();
    }

    private double number(ToDoubleFunction<ReferenceReport> of) {
        return last().map(of::applyAsDouble).orElse(Double.NaN);
    }

    /** What the {@link Timetable} asks for: looks, and logs what it found or why it could not. */
    void scheduled() {
        try {
            run(true)
                    .ifPresentOrElse(
                            ReferenceAudit::log,
                            () ->
                                    LOG.info(
                                            "An audit is under way or has just ended: no other looks"
                                                    + " for missing books"));
        } catch (SQLException e) {
            LOG.warnf("The search for missing books failed: %s", e.getMessage());
        }
    }

    /** The last report of this replica. */
    public Optional<ReferenceReport> last() {
        return Optional.ofNullable(last.get());
    }

    /** Whether this replica is looking at the moment. */
    public boolean underWay() {
        return underWay.get();
    }

    /**
     * Looks now. Blocks: for worker threads only.
     *
     * @return empty when another replica is at it, or this one already
     */
    public Optional<ReferenceReport> run() throws SQLException {
        return run(false);
    }

    /**
     * Looks, unless somebody is at it.
     *
     * @param byTheClock also unless one by the clock has just ended: clocks of replicas differ, and
     *     each would look after the other
     */
    private Optional<ReferenceReport> run(boolean byTheClock) throws SQLException {
        if (!underWay.compareAndSet(false, true)) {
            // Its report stays, or will come: nothing here is old.
            return Optional.empty();
        }
        try (var session = AuditSession.open(database)) {
            if (!session.lock()) {
                last.set(null);
                return Optional.empty();
            }
            var latest = byTheClock ? session.lastWithin(keepsOthersOut) : Optional.<UUID>empty();
            if (latest.isPresent()) {
                if (!latest.get().equals(replica)) {
                    last.set(null);
                }
                return Optional.empty();
            }
            var report = report(session);
            last.set(report);
            if (byTheClock) {
                session.record(replica);
            }
            return Optional.of(report);
        } finally {
            underWay.set(false);
        }
    }

    private ReferenceReport report(AuditSession session) throws SQLException {
        var findings = new ReferenceFindings();
        var counts = session.counts(Long.MIN_VALUE);
        while (!counts.isEmpty()) {
            // One batch after the other, to leave DCS to those who wait for it.
            for (int from = 0; from < counts.size(); from += DcsClient.MAX_BATCH) {
                int to = Math.min(from + DcsClient.MAX_BATCH, counts.size());
                judge(counts.subList(from, to), findings);
            }
            counts = session.counts(counts.get(counts.size() - 1).bookId());
        }
        return findings.report(clock.instant());
    }

    private void judge(List<Missing> counts, ReferenceFindings findings) {
        var ids = counts.stream().map(Missing::bookId).toList();
        var books = catalog.lookAll(ids).await().indefinitely();
        for (var count : counts) {
            if (books.missing().contains(count.bookId())) {
                findings.missing(count);
            } else if (books.unknown().contains(count.bookId())) {
                findings.unknown(count);
            } else {
                findings.known(count);
            }
        }
    }

    private static void log(ReferenceReport report) {
        LOG.infof(
                "%d of %d rows refer to %d books that DCS does not know; it could not be asked for"
                        + " %d",
                report.missingReferences(),
                report.references(),
                report.missingBooks(),
                report.unknownBooks());
    }
}
