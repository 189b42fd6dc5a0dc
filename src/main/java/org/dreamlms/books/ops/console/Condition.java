package org.dreamlms.books.ops.console;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.dreamlms.books.dcs.DcsHealth;
import org.dreamlms.books.replica.ReplicaListener;
import org.dreamlms.books.webhook.EventOverview;

/** How this replica does, in sentences that an operator understands half asleep. */
@ApplicationScoped
class Condition {

    /** An event that has been due for longer is late: see the alert {@code DcsEventsLate}. */
    private static final long LATE_SECONDS = 300;

    private final DcsHealth dcs;
    private final ReplicaListener listener;
    private final EventOverview events;
    private final BoundWatch bounds;
    private final Meters meters;

    Condition(
            DcsHealth dcs,
            ReplicaListener listener,
            EventOverview events,
            BoundWatch bounds,
            Meters meters) {
        this.dcs = dcs;
        this.listener = listener;
        this.events = events;
        this.bounds = bounds;
        this.meters = meters;
    }

    /** Adds {@code state} (healthy, degraded) and {@code reasons}, none where it is healthy. */
    void addTo(JsonObject json) {
        var reasons = reasons();
        json.put("state", reasons.isEmpty() ? "healthy" : "degraded")
                .put("reasons", new JsonArray(reasons));
    }

    private List<String> reasons() {
        var reasons = new ArrayList<String>();
        ofDcs(reasons);
        ofDatabase(reasons);
        ofEvents(reasons);
        var full = bounds.nearlyFull();
        if (!full.isEmpty()) {
            reasons.add("Nearly full: " + String.join(", ", full) + ".");
        }
        return reasons;
    }

    private void ofDcs(List<String> reasons) {
        var last = dcs.last();
        var why = last.lastFailure().map(DcsPanel::words).orElse("");
        if (dcs.breaker().equals(CircuitBreakerState.OPEN.name())) {
            reasons.add(
                    "DCS is left alone, since half of the last calls failed (the last time, %s). Books come from memory."
                            .formatted(why));
        } else if (last.degraded()) {
            reasons.add("The last call to DCS failed: %s. Books come from memory.".formatted(why));
        }
    }

    private void ofDatabase(List<String> reasons) {
        if (meters.gauge(DatabasePanel.UP) == 0) {
            reasons.add(
                    "PostgreSQL does not answer. Books go on for known callers; rows are 503, and events wait.");
        } else if (meters.gauge("agroal.awaiting.count") > 0) {
            reasons.add("Requests wait for a connection to PostgreSQL.");
        }
        if (!listener.connected()) {
            reasons.add(
                    "The other replicas are not heard: what they learn of is seen here only when it expires.");
        }
    }

    private void ofEvents(List<String> reasons) {
        long failed = Math.round(meters.gauge("dcs.events.failed"));
        if (failed > 0) {
            reasons.add(
                    "%d %s given up: the activities of their books may be out of date."
                            .formatted(failed, failed == 1 ? "event was" : "events were"));
        }
        if (meters.gauge("dcs.events.lag") > LATE_SECONDS) {
            reasons.add("Events of DCS are worked off late.");
        }
        if (!events.workedOff()) {
            reasons.add("Nobody works the queue of events off here.");
        }
        events.subscriptionFailure()
                .ifPresent(
                        why -> reasons.add("The subscription at DCS failed: %s.".formatted(why)));
        if (events.hasOthers()) {
            reasons.add("Others are told of DCS's events, too, and may write activities.");
        }
    }
}
