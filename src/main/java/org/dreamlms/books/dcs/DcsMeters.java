package org.dreamlms.books.dcs;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.LongStream;
import org.dreamlms.books.dcs.DcsHealth.Outcome;

/** Counts and times each single call to DCS as {@code dcs_requests_seconds{operation,outcome}}. */
@ApplicationScoped
class DcsMeters {

    private static final Duration[] BUCKETS =
            LongStream.of(10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
                    .mapToObj(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final DcsHealth health;

    DcsMeters(MeterRegistry registry, DcsHealth health) {
        this.registry = registry;
        this.health = health;
    }

    <T> Uni<T> timed(String operation, Uni<T> call) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            var sample = Timer.start(registry);
                            return call.onTermination()
                                    .invoke(
                                            (item, failure, cancelled) ->
                                                    record(sample, operation, failure, cancelled));
                        });
    }

    private void record(
            Timer.Sample sample, String operation, Throwable failure, boolean cancelled) {
        if (Failures.wasNotMade(failure)) {
            return;
        }
        var outcome = cancelled ? Outcome.TIMEOUT : Failures.outcome(failure);
        health.saw(outcome);
        sample.stop(
                Timer.builder("dcs.requests")
                        .description("Calls to DCS, one by one, retries included")
                        .tag("operation", operation)
                        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                        .serviceLevelObjectives(BUCKETS)
                        .register(registry));
    }
}
