package org.dreamlms.books.activity.imports;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.dreamlms.books.OutageLog;
import org.dreamlms.books.Settings;
import org.dreamlms.books.page.MissingActivities;
import org.jboss.logging.Logger;

/**
 * Imports books that nobody has imported yet, in the background and a few at a time. What failed is
 * not tried again for some minutes.
 */
@ApplicationScoped
class ImportOnDemand implements MissingActivities {

    private static final Logger LOG = Logger.getLogger(ImportOnDemand.class);
    private static final int AT_ONCE = 2;
    private static final int MAX_REMEMBERED = 20_000;
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final ActivityImport activities;
    private final ActivityWrites writes;
    private final OutageLog failures;
    private final boolean enabled;
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final Cache<Integer, Boolean> tried =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).expireAfterWrite(PAUSE).build();

    ImportOnDemand(
            ActivityImport activities, ActivityWrites writes, Settings settings, Clock clock) {
        this.activities = activities;
        this.failures = new OutageLog(LOG, Logger.Level.WARN, clock);
        this.writes = writes;
        this.enabled = settings.activityImport().onDemand();
    }

    @Override
    public void importOnce(int bookId) {
        if (!enabled || tried.asMap().putIfAbsent(bookId, true) != null) {
            return;
        }
        if (!slots.tryAcquire()) {
            // The next request starts it.
            tried.invalidate(bookId);
            return;
        }
        try {
            Infrastructure.getDefaultWorkerPool().execute(() -> run(bookId));
        } catch (RejectedExecutionException e) {
            slots.release();
            LOG.debugf("Book %d is not imported, the service is stopping: %s", bookId, e);
        }
    }

    private void run(int bookId) {
        try {
            if (!writes.everImported(bookId)) {
                activities.run(bookId);
            }
        } catch (SQLException | RuntimeException e) {
            failures.say("Book %d, which was asked for, could not be imported: %s", bookId, e);
        } finally {
            slots.release();
        }
    }
}
