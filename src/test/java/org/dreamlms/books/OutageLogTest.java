package org.dreamlms.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** What every request meets is said once a minute. */
@ExpectedLog("OutageLogTest")
class OutageLogTest {

    private final TestClock clock = new TestClock();
    private final OutageLog log =
            new OutageLog(Logger.getLogger(OutageLogTest.class), Logger.Level.WARN, clock);

    @Test
    void itIsSaidOnceAMinute() {
        try (var lines = LogLines.of(OutageLogTest.class.getName())) {
            log.say("%s failed", 1);
            log.say("%s failed", 2);
            clock.advance(Duration.ofSeconds(59));
            log.say("%s failed", 3);
            clock.advance(Duration.ofSeconds(1));
            log.say("%s failed", 4);
            assertThat(lines.lines())
                    .containsExactly(
                            "1 failed (said once a minute)",
                            "4 failed (said once a minute; … and 2 more)");
        }
    }

    @Test
    void howManyWereLeftOutIsSaidOnce() {
        try (var lines = LogLines.of(OutageLogTest.class.getName())) {
            for (int i = 0; i < 1_205; i++) {
                log.say("%s failed", i);
            }
            clock.advance(Duration.ofMinutes(1));
            log.say("a");
            clock.advance(Duration.ofMinutes(1));
            log.say("b");
            assertThat(lines.lines())
                    .containsExactly(
                            "0 failed (said once a minute)",
                            "a (said once a minute; … and 1,204 more)",
                            "b (said once a minute)");
        }
    }
}
