package org.dreamlms.books.ops;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.dreamlms.books.migration.MigrationStatus;

/**
 * Skips what runs by the clock before the migration has ended well, and after a stop was asked for:
 * what it needs is not there yet, or is there no more.
 */
@ApplicationScoped
class WhileNotServing implements Scheduled.SkipPredicate {

    private final MigrationStatus migration;
    private volatile boolean stopping;

    WhileNotServing(MigrationStatus migration) {
        this.migration = migration;
    }

    void onStop(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
    }

    void onStop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    @Override
    public boolean test(ScheduledExecution execution) {
        return stopping || !migration.migrated();
    }
}
