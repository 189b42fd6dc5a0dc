package org.dreamlms.books.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.Settings;
import org.dreamlms.books.TestClock;
import org.dreamlms.books.access.CallerSession.State;
import org.dreamlms.books.access.token.Identity;
import org.dreamlms.books.caller.Caller;
import org.junit.jupiter.api.Test;

/** A look-up that fails, whatever with, is no reason to keep a caller out for good. */
@ExpectedLog("access.CallerDirectory")
class CallerDirectoryTest {

    private static final UUID USER = UUID.randomUUID();
    private static final Caller ADMIN =
            new Caller(USER, Set.of("admin"), null, null, Set.of(), null);

    private final TestClock clock = new TestClock();
    private final CallerSession session =
            new CallerSession(new Identity(USER, USER.toString(), null));
    private Supplier<LmsUsers.User> table = () -> new LmsUsers.User(true, ADMIN);
    private final CallerDirectory callers =
            new CallerDirectory(
                    new LmsUsers(null) {
                        @Override
                        Optional<User> find(UUID id, Set<String> roles) {
                            return Optional.of(table.get());
                        }
                    },
                    new BookRights(null),
                    new SmallRyeConfigBuilder()
                            .withMapping(Settings.class)
                            .withConverter(Duration.class, 200, new DurationConverter())
                            .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                            .build()
                            .getConfigMapping(Settings.class),
                    clock);

    private State read() throws Exception {
        return callers.read(session).get(3, TimeUnit.MINUTES);
    }

    private void breakTheTable() {
        table =
                () -> {
                    throw new NoClassDefFoundError("on purpose");
                };
    }

    @Test
    void aStrangerIsToldOfAnErrorAndLetInAfterIt() throws Exception {
        var whole = table;
        breakTheTable();
        assertThatThrownBy(this::read).hasRootCauseInstanceOf(NoClassDefFoundError.class);
        table = whole;
        assertThat(read().access().caller()).isEqualTo(ADMIN);
    }

    @Test
    void whoIsKnownGoesOnDuringAnErrorAndIsReadAfterIt() throws Exception {
        var whole = table;
        read();
        clock.advance(Duration.ofMinutes(2));
        breakTheTable();
        assertThat(read().access().caller()).isEqualTo(ADMIN);
        assertThat(callers.known(session)).isNotNull();
        table = whole;
        clock.advance(Duration.ofSeconds(5));
        assertThat(callers.known(session)).isNull();
        assertThat(read().readMillis()).isEqualTo(clock.millis());
    }
}
