package org.dreamlms.books.ops;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.Readiness;

/**
 * All that runs by the clock, in one class: Quarkus records scheduled methods of several classes in
 * an order that differs from build to build, and two builds would not give the same artifact.
 */
@ApplicationScoped
class Timetable {

    private final DatabaseReadiness database;
    private final ReferenceAudit audit;

    Timetable(@Readiness DatabaseReadiness database, ReferenceAudit audit) {
        this.database = database;
        this.audit = audit;
    }

    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void lookAtDatabase() {
        database.look();
    }

    @Scheduled(
            identity = "reference-audit",
            cron = "${dcs-books.reference-audit.cron:0 17 3 * * ?}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void auditReferences() {
        audit.scheduled();
    }
}
