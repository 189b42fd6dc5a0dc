package org.dreamlms.books.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.dreamlms.books.TestClock;
import org.dreamlms.books.cache.BrokenRoom;
import org.dreamlms.books.cache.CacheReads;
import org.dreamlms.books.cache.Freshness;
import org.dreamlms.books.cache.FreshnessCache;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong with a batch, nobody waits for its books until the time is over. */
class BrokenBatchTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicInteger asked = new AtomicInteger();
    private final FreshnessCache<Integer, RenderedBook> cache =
            new FreshnessCache<>(
                    new BrokenRoom<>(),
                    new TestClock(),
                    new Freshness(HOUR, HOUR, HOUR, HOUR, 0),
                    (id, old) -> Uni.createFrom().item(Optional.empty()),
                    new CacheReads(new SimpleMeterRegistry(), "broken"));

    private BookBatch batch(List<RenderedBook> answer) {
        return new BookBatch(
                cache,
                ids -> {
                    asked.incrementAndGet();
                    return Uni.createFrom().item(answer);
                },
                HOUR);
    }

    private static void failsAtOnce(BookBatch batch, Class<? extends Throwable> reason) {
        assertThatThrownBy(
                        () ->
                                batch.findAll(List.of(1, 2), true)
                                        .await()
                                        .atMost(Duration.ofMinutes(3)))
                .hasStackTraceContaining(reason.getName());
    }

    @Test
    void anAnswerThatCanNotBeTakenApartEndsAllClaims() {
        var batch = batch(Collections.singletonList(null));
        failsAtOnce(batch, NullPointerException.class);
        failsAtOnce(batch, NullPointerException.class);
        assertThat(asked).as("the books can be asked for again").hasValue(2);
    }

    @Test
    void anErrorWhileBooksAreStoredEndsAllClaims() {
        var batch = batch(List.of());
        failsAtOnce(batch, NoClassDefFoundError.class);
        failsAtOnce(batch, NoClassDefFoundError.class);
        assertThat(asked).as("the books can be asked for again").hasValue(2);
    }
}
