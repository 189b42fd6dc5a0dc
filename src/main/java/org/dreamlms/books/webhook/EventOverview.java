package org.dreamlms.books.webhook;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;

/** What operators may know of the events of DCS, and the repetition of one that was given up. */
@ApplicationScoped
public class EventOverview {

    private final Signatures signatures;
    private final EventBacklog backlog;
    private final FailedEvents failed;
    private final EventQueue queue;
    private final EventWorker worker;
    private final Subscription subscription;
    private final OtherSubscriptions others;

    EventOverview(
            Signatures signatures,
            EventBacklog backlog,
            FailedEvents failed,
            EventQueue queue,
            EventWorker worker,
            Subscription subscription,
            OtherSubscriptions others) {
        this.signatures = signatures;
        this.backlog = backlog;
        this.failed = failed;
        this.queue = queue;
        this.worker = worker;
        this.subscription = subscription;
        this.others = others;
    }

    /** Whether events are accepted at all. */
    public boolean accepted() {
        return signatures.configured();
    }

    /** Whether the thread lives that works the queue off. */
    public boolean workedOff() {
        return worker.alive();
    }

    /** The subscriptions at DCS as far as this replica knows: ours, and those of others. */
    public JsonObject subscriptions() {
        return new JsonObject()
                .put("ours", ours())
                .put("failure", subscription.failure().orElse(null))
                .put("others", new JsonArray(others.urls()));
    }

    private String ours() {
        if (!subscription.wanted()) {
            return "by hand";
        }
        return subscription.subscribed() ? "subscribed" : "left to another replica";
    }

    /** Why the last attempt to subscribe failed; empty when it did not. */
    public Optional<String> subscriptionFailure() {
        return subscription.failure();
    }

    /** Whether others are told of DCS's events, too. */
    public boolean hasOthers() {
        return !others.urls().isEmpty();
    }

    /**
     * The queue that all replicas share: how much waits, and the last 100 events that were given
     * up, the latest first. Blocks: for worker threads only.
     *
     * @throws SQLException when the database can't be reached
     */
    public JsonObject queue() throws SQLException {
        var count = backlog.count();
        return new JsonObject()
                .put("pending", count.pending())
                .put("failed", count.failed())
                .put("given_up", failed.latest());
    }

    /**
     * Puts an event that was given up into the queue again. Blocks: for worker threads only.
     *
     * @return whether there was such a one
     * @throws SQLException when the database can't be reached
     */
    public boolean replay(long id) throws SQLException {
        var replayed = queue.replay(id) > 0;
        if (replayed) {
            worker.wake();
        }
        return replayed;
    }
}
