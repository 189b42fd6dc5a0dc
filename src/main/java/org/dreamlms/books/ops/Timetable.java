package org.dreamlms.books.ops;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.dreamlms.books.ops.console.BoundWatch;
import org.dreamlms.books.ops.console.Sampler;
import org.dreamlms.books.webhook.EventBacklog;
import org.dreamlms.books.webhook.EventPurge;
import org.dreamlms.books.webhook.Subscription;
import org.eclipse.microprofile.health.Readiness;

/**
 * All that runs by the clock, in one class: Quarkus records scheduled methods of several classes in
 * an order that differs from build to build, and two builds would not give the same artifact.
 */
@ApplicationScoped
class Timetable {

    private final DatabaseReadiness database;
    private final ReferenceAudit audit;
    private final SubscriptionWatch subscriptions;
    private final Subscription subscription;
    private final EventPurge events;
    private final EventBacklog backlog;
    private final BoundWatch bounds;
    private final Sampler samples;

    Timetable(
            @Readiness DatabaseReadiness database,
            ReferenceAudit audit,
            SubscriptionWatch subscriptions,
            Subscription subscription,
            EventPurge events,
            EventBacklog backlog,
            BoundWatch bounds,
            Sampler samples) {
        this.database = database;
        this.audit = audit;
        this.subscriptions = subscriptions;
        this.subscription = subscription;
        this.events = events;
        this.backlog = backlog;
        this.bounds = bounds;
        this.samples = samples;
    }

    @Scheduled(
            skipExecutionIf = WhileNotServing.class,
            every = "10s",
            concurrentExecution = ConcurrentExecution.SKIP)
    void lookAtDatabase() {
        database.look();
    }

    @Scheduled(
            skipExecutionIf = WhileNotServing.class,
            every = "10s",
            identity = "dcs-events-backlog",
            concurrentExecution = ConcurrentExecution.SKIP)
    void countEvents() {
        backlog.look();
    }

    @Scheduled(every = "10s", identity = "bounds")
    void lookAtBounds() {
        bounds.look();
    }

    @Scheduled(every = "60s", delayed = "60s", identity = "console-samples")
    void takeSample() {
        samples.sample();
    }

    @Scheduled(
            skipExecutionIf = WhileNotServing.class,
            every = "10s",
            identity = "dcs-subscriptions-of-others")
    void lookForSecondSubscription() {
        subscriptions.look();
    }

    @Scheduled(
            skipExecutionIf = WhileNotServing.class,
            every = "10m",
            delayed = "10m",
            identity = "dcs-subscription")
    void renewSubscription() {
        subscription.look();
    }

    @Scheduled(
            skipExecutionIf = WhileNotServing.class,
            every = "24h",
            delayed = "1h",
            identity = "dcs-events-purge")
    void purgeEvents() {
        events.purge();
    }

    @Scheduled(
            skipExecutionIf = WhileNotServing.class,
            identity = "reference-audit",
            cron = "${dcs-books.reference-audit.cron:0 17 3 * * ?}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void auditReferences() {
        audit.scheduled();
    }
}
