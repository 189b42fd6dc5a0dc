package org.dreamlms.books.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Counts events: {@code dcs_events_total{type,status}}, {@code dcs_events_pending}, {@code
 * dcs_events_failed} and {@code dcs_events_lag_seconds}.
 */
@ApplicationScoped
@Startup // all of them are there before the first event
class EventMeters {

    /** What becomes of an event. */
    private static final List<String> STATUSES =
            List.of("received", "duplicate", "ignored", "refused", "success", "retrying", "failed");

    private final MeterRegistry registry;
    private volatile EventBacklog.Count backlog = EventBacklog.Count.none();

    EventMeters(MeterRegistry registry, Signatures signatures) {
        this.registry = registry;
        // A rate needs the zero before the first one.
        for (var type : EventType.values()) {
            STATUSES.forEach(status -> counter(type, status));
        }
        Gauge.builder("dcs.events.pending", this, m -> m.backlog.pending())
                .description("Events that wait to be processed, in all replicas' queue")
                .register(registry);
        Gauge.builder("dcs.events.failed", this, m -> m.backlog.failed())
                .description("Events that were given up and can be replayed")
                .register(registry);
        Gauge.builder(
                        "dcs.events.lag",
                        this,
                        m -> m.backlog.lag(System.nanoTime(), signatures.configured()))
                .baseUnit("seconds")
                .description(
                        "How long an event has been due that nobody has taken up, or how long"
                                + " nobody could look")
                .register(registry);
    }

    /**
     * Counts an event.
     *
     * @param status received, duplicate, ignored, refused, success, retrying or failed
     */
    void event(EventType type, String status) {
        counter(type, status).increment();
    }

    private Counter counter(EventType type, String status) {
        return Counter.builder("dcs.events")
                .description("Events of DCS, by what became of them")
                .tag("type", type.text())
                .tag("status", status)
                .register(registry);
    }

    void backlog(EventBacklog.Count now) {
        backlog = now;
    }
}
