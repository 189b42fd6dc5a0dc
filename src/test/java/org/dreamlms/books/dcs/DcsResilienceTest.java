package org.dreamlms.books.dcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.dreamlms.books.ServiceTest;
import org.junit.jupiter.api.Test;

/** What the circuit breaker before DCS learns from, and what it must not hear of. */
@QuarkusTest
class DcsResilienceTest extends ServiceTest {

    private static final int WINDOW = 20;

    @Inject DcsResilience guard;

    @Test
    void callsThatAreNotMadeDoNotHideAnOutage() {
        for (int i = 0; i < WINDOW; i++) {
            fails(guard.counted(DcsResilienceTest::brokenConnection));
            notMade();
            notMade();
        }
        assertThat(DcsResilience.state()).isEqualTo(CircuitBreakerState.OPEN);
    }

    @Test
    void aCallThatIsNotMadeDoesNotCloseTheBreaker() {
        halfOpen();
        notMade();
        assertThat(DcsResilience.state()).isEqualTo(CircuitBreakerState.HALF_OPEN);
        assertThat(await(guard.counted(() -> Uni.createFrom().item("book")))).isEqualTo("book");
        assertThat(DcsResilience.state()).isEqualTo(CircuitBreakerState.CLOSED);
    }

    /** SmallRye Fault Tolerance knows no call that does not count: it is why the others matter. */
    @Test
    void forTheBreakerWhateverIsNoFailureOfDcsIsASuccess() {
        for (int i = 0; i < WINDOW; i++) {
            fails(guard.counted(DcsResilienceTest::brokenConnection));
            fails(guard.counted(DcsResilienceTest::notWanted));
            fails(guard.counted(DcsResilienceTest::notWanted));
        }
        assertThat(DcsResilience.state()).isEqualTo(CircuitBreakerState.CLOSED);
        halfOpen();
        fails(guard.counted(DcsResilienceTest::notWanted));
        assertThat(DcsResilience.state()).isEqualTo(CircuitBreakerState.CLOSED);
    }

    private void halfOpen() {
        for (int i = 0; i < WINDOW; i++) {
            fails(guard.counted(DcsResilienceTest::brokenConnection));
        }
        Awaitility.await().until(() -> DcsResilience.state() == CircuitBreakerState.HALF_OPEN);
    }

    private void notMade() {
        fails(guard.repeated(() -> false, () -> guard.counted(DcsResilienceTest::notWanted)));
    }

    private static Uni<String> brokenConnection() {
        return Uni.createFrom().failure(new IOException("broken"));
    }

    private static Uni<String> notWanted() {
        return Uni.createFrom().failure(DcsException.notWanted());
    }

    private static void fails(Uni<String> call) {
        assertThatThrownBy(() -> await(call)).isInstanceOf(Exception.class);
    }

    private static String await(Uni<String> call) {
        return call.await().atMost(Duration.ofMinutes(3));
    }
}
