package org.dreamlms.books.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventBacklogTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void whatWaitsGoesOnWaitingThoughNobodyCounts() {
        var count = new EventBacklog.Count(1, 0, 4_000, 100, 0);
        assertThat(count.lag(0, true)).isEqualTo(100);
        assertThat(count.lag(250 * SECOND, true)).isEqualTo(350);
    }

    @Test
    void whenNobodyCanCountThatIsADelay() {
        var count = new EventBacklog.Count(0, 0, 0, 0, 0);
        assertThat(count.lag(20 * SECOND, true)).isZero();
        assertThat(count.lag(301 * SECOND, true)).isEqualTo(301);
    }

    @Test
    void whereNoEventsAreAcceptedNoneCanHaveComeMeanwhile() {
        assertThat(new EventBacklog.Count(0, 0, 0, 0, 0).lag(301 * SECOND, false)).isZero();
        assertThat(new EventBacklog.Count(1, 0, 4_000, 100, 0).lag(250 * SECOND, false))
                .isEqualTo(350);
    }
}
