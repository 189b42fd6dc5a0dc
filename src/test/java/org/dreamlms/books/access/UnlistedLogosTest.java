package org.dreamlms.books.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.dreamlms.books.TestClock;
import org.junit.jupiter.api.Test;

/** One client leaves some to others, and all together don't ask for more than there is. */
class UnlistedLogosTest {

    private final TestClock clock = new TestClock();

    private static long asked(UnlistedLogos logos, Object client) {
        return IntStream.range(0, 1_000).filter(i -> logos.mayAsk(client)).count();
    }

    @Test
    void oneClientHasAFifth() {
        var logos = new UnlistedLogos(true, clock);
        assertThat(asked(logos, "hostile")).isEqualTo(20);
        assertThat(logos.mayAsk("other")).isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(asked(logos, "hostile")).isEqualTo(20);
    }

    @Test
    void allTogetherHaveABound() {
        var logos = new UnlistedLogos(true, clock);
        var asked = IntStream.range(0, 5_000).mapToLong(i -> asked(logos, i)).sum();
        assertThat(asked).isEqualTo(100);
    }

    @Test
    void behindAProxyAllAreOne() {
        assertThat(asked(new UnlistedLogos(false, clock), "proxy")).isEqualTo(100);
    }
}
