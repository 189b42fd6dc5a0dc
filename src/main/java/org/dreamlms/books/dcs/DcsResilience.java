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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dreamlms.books.Settings;
import org.dreamlms.books.dcs.DcsHealth.Outcome;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * Repeats calls that are worth repeating and leaves DCS alone while it keeps failing. There is one
 * breaker for all operations, since they all end at one server. It exists from the start, because
 * health tells its state before the first call.
 */
@Startup
@ApplicationScoped
class DcsResilience {

    static final String BREAKER = "dcs";

    private static final int RETRIES = 2;
    private static final int BREAKER_WINDOW = 20;
    private static final double BREAKER_RATIO = 0.5;

    private final Guard retries;
    private final Guard breaker;

    DcsResilience(Settings settings, MeterRegistry registry) {
        retries = retries(settings.dcs().retryPause().toMillis());
        breaker =
                Guard.create()
                        .withDescription("DCS")
                        .withCircuitBreaker()
                        .name(BREAKER)
                        .requestVolumeThreshold(BREAKER_WINDOW)
                        .failureRatio(BREAKER_RATIO)
                        .delay(settings.dcs().breakerPause().toMillis(), ChronoUnit.MILLIS)
                        .when(DcsResilience::worthCounting)
                        .done()
                        .build();
        // Its counters are there from the first call on, and a rate needs the zero before the first
        // event.
        breaker.get(() -> true, Boolean.class);
        Gauge.builder("dcs.circuit.breaker.state", DcsResilience::breakerState)
                .description("The circuit breaker before DCS: 0 closed, 1 half-open, 2 open")
                .register(registry);
    }

    /** The breaker is there once this has been called, since the bean behind a proxy is then. */
    void create() {
        // All of it is done by the constructor.
    }

    /**
     * Bounds the time that a caller waits, repetitions and pauses included. What is still to be
     * repeated when the time is over is given up, too.
     *
     * @param work what to do; it is told whether anybody still waits
     * @return fails with {@link DcsException} only
     */
    <T> Uni<T> within(Duration limit, Function<BooleanSupplier, Uni<T>> work) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            var over = new AtomicBoolean();
                            return work.apply(() -> !over.get())
                                    .ifNoItem()
                                    .after(limit)
                                    .failWith(() -> DcsException.notInTime(limit))
                                    .onTermination()
                                    .invoke(() -> over.set(true));
                        })
                .onFailure()
                .transform(Failures::translate);
    }

    /**
     * Makes a call, and repeats it as long as that makes sense and anybody waits.
     *
     * @param call to DCS, within {@link #counted}, or to another server, without
     */
    <T> Uni<T> repeated(BooleanSupplier wanted, Supplier<Uni<T>> call) {
        return guarded(
                retries,
                () ->
                        wanted.getAsBoolean()
                                ? call.get()
                                : Uni.createFrom().failure(DcsException.notWanted()));
    }

    /**
     * Makes a call to DCS if the breaker lets it, which learns how the call ends.
     *
     * @param call is made for certain: for the breaker any end that is not a failure of DCS is a
     *     success of DCS, so one that has not been made would hide an outage
     */
    <T> Uni<T> counted(Supplier<Uni<T>> call) {
        return guarded(breaker, call);
    }

    private static <T> Uni<T> guarded(Guard guard, Supplier<Uni<T>> call) {
        return Uni.createFrom().deferred(() -> guard.get(call::get, new TypeLiteral<Uni<T>>() {}));
    }

    static CircuitBreakerState state() {
        return CircuitBreakerMaintenance.get().currentState(BREAKER);
    }

    private static boolean worthRepeating(Throwable failure) {
        // Our own failures are conclusions drawn elsewhere: a login that was repeated already, say.
        if (failure instanceof DcsException || failure instanceof CircuitBreakerOpenException) {
            return false;
        }
        return switch (Failures.outcome(failure)) {
            case TIMEOUT, IO_ERROR, SERVER_ERROR, FILE_ERROR -> true;
            case SUCCESS, NOT_FOUND, REFUSED, UNTRUSTED, GARBAGE -> false;
        };
    }

    /** Whether it says that DCS is failing: one file that it can't send does not. */
    private static boolean worthCounting(Throwable failure) {
        return worthRepeating(failure) && Failures.outcome(failure) != Outcome.FILE_ERROR;
    }

    private static Guard retries(long pause) {
        return Guard.create()
                .withDescription("repeated calls")
                .withRetry()
                .maxRetries(RETRIES)
                .delay(pause, ChronoUnit.MILLIS)
                .jitter(pause / 2, ChronoUnit.MILLIS)
                .whenException(DcsResilience::worthRepeating)
                .withExponentialBackoff()
                .factor(3)
                .done()
                .done()
                .build();
    }

    private static double breakerState() {
        return switch (state()) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
        };
    }
}
