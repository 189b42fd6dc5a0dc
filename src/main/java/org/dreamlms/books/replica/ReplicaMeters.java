package org.dreamlms.books.replica;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dreamlms.books.replica.Invalidation.Subject;

/**
 * Counts what replicas say to each other: {@code invalidations_sent_total{subject}}, {@code
 * invalidations_received_total{subject}} and {@code invalidation_listener_connected}.
 */
@ApplicationScoped
@Startup // a rate needs the zero before the first message
class ReplicaMeters {

    private final Map<Subject, Counter> sent;
    private final Map<Subject, Counter> received;
    private volatile boolean listening;

    ReplicaMeters(MeterRegistry registry) {
        sent = counters(registry, "invalidations.sent", "Invalidations sent to all replicas");
        received =
                counters(
                        registry,
                        "invalidations.received",
                        "Invalidations received, our own among them");
        Gauge.builder("invalidation.listener.connected", this, m -> m.listening ? 1 : 0)
                .description("Whether the other replicas are heard")
                .register(registry);
    }

    void sent(Subject subject) {
        sent.get(subject).increment();
    }

    void received(Subject subject) {
        received.get(subject).increment();
    }

    void listening(boolean connected) {
        listening = connected;
    }

    private static Map<Subject, Counter> counters(
            MeterRegistry registry, String name, String description) {
        return Stream.of(Subject.values())
                .collect(
                        Collectors.toMap(
                                subject -> subject,
                                subject -> counter(registry, name, description, subject)));
    }

    private static Counter counter(
            MeterRegistry registry, String name, String description, Subject subject) {
        return Counter.builder(name)
                .description(description)
                .tag("subject", subject.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
