package org.dreamlms.books.dcs;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.dreamlms.books.Settings;

/**
 * Repeats calls that are worth repeating and leaves DCS alone while it keeps failing. There is one
 * breaker for all operations, since they all end at one server. It exists from the start, because
 * health tells its state before the first call.
 */
@Startup
@ApplicationScoped
class DcsGuard {

    static final String BREAKER = "dcs";

    private static final int RETRIES = 2;
    private static final int BREAKER_WINDOW = 20;
    private static final double BREAKER_RATIO = 0.5;

    private final Guard guard;

    DcsGuard(Settings settings, MeterRegistry registry) {
        long pause = settings.dcs().retryPause().toMillis();
        guard =
                Guard.create()
                        .withDescription("DCS")
                        .withCircuitBreaker()
                        .name(BREAKER)
                        .requestVolumeThreshold(BREAKER_WINDOW)
                        .failureRatio(BREAKER_RATIO)
                        .delay(settings.dcs().breakerPause().toMillis(), ChronoUnit.MILLIS)
                        .when(DcsGuard::worthRepeating)
                        .done()
                        .withRetry()
                        .maxRetries(RETRIES)
                        .delay(pause, ChronoUnit.MILLIS)
                        .jitter(pause / 2, ChronoUnit.MILLIS)
                        .whenException(DcsGuard::worthRepeating)
                        .withExponentialBackoff()
                        .factor(3)
                        .done()
                        .done()
                        .build();
        Gauge.builder("dcs.circuit.breaker.state", DcsGuard::breakerState)
                .description("The circuit breaker before DCS: 0 closed, 1 half-open, 2 open")
                .register(registry);
    }

    /**
     * Runs a call to DCS.
     *
     * @param limit the longest the caller waits, repetitions and pauses included
     * @return fails with {@link DcsException} only
     */
    <T> Uni<T> run(Duration limit, Supplier<Uni<T>> call) {
        return Uni.createFrom()
                .deferred(() -> guard.get(call, new TypeLiteral<Uni<T>>() {}))
                .ifNoItem()
                .after(limit)
                .failWith(
                        () ->
                                new DcsException.Unavailable(
                                        "DCS did not answer within " + limit, null))
                .onFailure()
                .transform(Failures::translate);
    }

    static CircuitBreakerState state() {
        return CircuitBreakerMaintenance.get().currentState(BREAKER);
    }

    private static boolean worthRepeating(Throwable failure) {
        return switch (Failures.outcome(failure)) {
            case TIMEOUT, IO_ERROR, SERVER_ERROR -> true;
            case SUCCESS, NOT_FOUND, REFUSED, GARBAGE -> false;
        };
    }

    private static double breakerState() {
        return switch (state()) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }
}
