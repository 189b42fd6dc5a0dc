package org.dreamlms.books.dcs;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.dreamlms.books.dcs.DcsHealth.Outcome;

/**
 * Counts and times each single call to DCS, and to the object store that its links lead to, as
 * {@code dcs_requests_seconds{operation,outcome}}.
 */
@ApplicationScoped
@Startup // a rate needs the zero before the first failure
class DcsMeters {

    private static final Duration[] BUCKETS =
            LongStream.of(10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
                    .mapToObj(Duration::ofMillis)
                    .toArray(Duration[]::new);

    /** Whose failures are alerted on; those of all operations would be a thousand time series. */
    private static final List<String> FROM_THE_START =
            List.of("login", "book", "batch", "list", "presigned-object");

    private final MeterRegistry registry;
    private final DcsHealth health;

    DcsMeters(MeterRegistry registry, DcsHealth health) {
        this.registry = registry;
        this.health = health;
        for (var operation : FROM_THE_START) {
            for (var outcome : Outcome.values()) {
                timer(operation, outcome);
            }
        }
    }

    /** Measures a call to DCS, from which its health is read, too. */
    <T> Uni<T> timed(String operation, Uni<T> call) {
        return timed(
                operation,
                call,
                outcome -> {
                    health.saw(outcome);
                    return outcome;
                });
    }

    /**
     * Measures a call to another server: how that one does is not how DCS does. It has no names
     * that it trips over, either.
     */
    <T> Uni<T> timedElsewhere(String operation, Uni<T> call) {
        return timed(
                operation,
                call,
                outcome -> outcome == Outcome.FILE_ERROR ? Outcome.SERVER_ERROR : outcome);
    }

    private <T> Uni<T> timed(String operation, Uni<T> call, UnaryOperator<Outcome> judge) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            var sample = Timer.start(registry);
                            return call.onTermination()
                                    .invoke(
                                            (item, failure, cancelled) -> {
                                                var seen = judge.apply(outcome(failure, cancelled));
                                                sample.stop(timer(operation, seen));
                                            });
                        });
    }

    private static Outcome outcome(Throwable failure, boolean cancelled) {
        return cancelled ? Outcome.TIMEOUT : Failures.outcome(failure);
    }

    private Timer timer(String operation, Outcome outcome) {
        return Timer.builder("dcs.requests")
                .description("Calls to DCS and its object store, one by one, retries included")
                .tag("operation", operation)
                .tag("outcome", outcome.label())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
