package org.dreamlms.books.dcs;

import io.quarkus.runtime.Startup;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.dreamlms.books.dcs.DcsOverview.BreakerChange;

/** When the circuit breaker before DCS has opened and closed: the last {@value #MAX} changes. */
@Startup
@ApplicationScoped
class BreakerHistory {

    static final int MAX = 50;

    private final Clock clock;
    private final Deque<BreakerChange> changes = new ArrayDeque<>();

    @Inject
    BreakerHistory(DcsResilience breaker, Clock clock) {
        this(clock);
        breaker.create();
        CircuitBreakerMaintenance.get().onStateChange(DcsResilience.BREAKER, this::add);
    }

    /** One that hears of nothing by itself. */
    BreakerHistory(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(CircuitBreakerState state) {
        changes.addLast(new BreakerChange(clock.instant(), state.name()));
        if (changes.size() > MAX) {
            changes.removeFirst();
        }
    }

    /** The latest comes last. */
    synchronized List<BreakerChange> all() {
        return List.copyOf(changes);
    }
}
