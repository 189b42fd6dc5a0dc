package org.dreamlms.books.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.dreamlms.books.Settings;
import org.dreamlms.books.TestClock;
import org.dreamlms.books.access.Authenticator.Known;
import org.dreamlms.books.access.token.Identity;
import org.dreamlms.books.access.token.TokenForm;
import org.junit.jupiter.api.Test;

/** However many tokens callers have, those that are remembered take no more than their budget. */
class TokenCacheTest {

    private static final long BUDGET = 256 * 1024;

    private final TestClock clock = new TestClock();
    private final Authenticator authenticator =
            new Authenticator(
                    null,
                    new SmallRyeConfigBuilder()
                            .withMapping(Settings.class)
                            .withConverter(Duration.class, 200, new DurationConverter())
                            .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                            .withDefaultValue("dcs-books.access.token-cache", "256K")
                            .build()
                            .getConfigMapping(Settings.class),
                    clock);

    private static Known known(long end) {
        var user = UUID.randomUUID();
        return new Known(new CallerSession(new Identity(user, user.toString(), null)), end);
    }

    @Test
    void theBudgetHolds() {
        var random = new Random(15);
        for (int i = 0; i < 15_000; i++) {
            var token = "x".repeat(100 + random.nextInt(TokenForm.MAX_LENGTH - 100)) + i;
            authenticator.keep("Bearer " + token, known(Long.MAX_VALUE));
            assertThat(authenticator.remembered()).isLessThanOrEqualTo(BUDGET);
        }
        assertThat(authenticator.remembered()).isGreaterThan(BUDGET / 2);
    }

    @Test
    void whatIsKeptIsKnownUntilItEnds() {
        var known = known(clock.millis() + 1_000);
        authenticator.keep("Bearer a", known);
        assertThat(authenticator.known("Bearer a")).isSameAs(known);
        assertThat(authenticator.known("bearer a")).isNull();
        clock.advance(Duration.ofSeconds(1));
        assertThat(authenticator.known("Bearer a")).isNull();
        assertThat(authenticator.remembered()).isZero();
    }
}
