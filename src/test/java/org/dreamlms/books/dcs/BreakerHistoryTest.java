package org.dreamlms.books.dcs;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** However often the breaker changes, the history has an end. */
class BreakerHistoryTest {

    @Test
    void theLastChangesAreKept() {
        var history = new BreakerHistory(Clock.systemUTC());
        for (int i = 0; i < 2 * BreakerHistory.MAX; i++) {
            history.add(CircuitBreakerState.OPEN);
        }
        history.add(CircuitBreakerState.CLOSED);
        assertThat(history.all()).hasSize(BreakerHistory.MAX);
        assertThat(history.all().get(BreakerHistory.MAX - 1).state()).isEqualTo("CLOSED");
    }
}
