package org.dreamlms.books.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.dreamlms.books.cache.Found.From;
import org.junit.jupiter.api.Test;

/** However many wait for a key, it is fetched once, and nobody waits for ever. */
class FetchesTest extends FreshnessCacheFixture {

    @Test
    void callersWhoWaitShareOneFetch() {
        var fetch = nextFetch();
        var first = cache.get(1).subscribe().withSubscriber(UniAssertSubscriber.create());
        var second = cache.get(1).subscribe().withSubscriber(UniAssertSubscriber.create());
        first.assertNotTerminated();
        fetch.complete(Optional.of("one"));
        assertThat(first.assertCompleted().getItem().from()).isEqualTo(From.FETCHED);
        assertThat(second.assertCompleted().getItem().from()).isEqualTo(From.COLLAPSED);
        assertThat(asked).hasValue(1);
    }

    @Test
    void callersWhoWaitShareOneFailure() {
        var fetch = nextFetch();
        var first = cache.get(1).subscribe().withSubscriber(UniAssertSubscriber.create());
        var second = cache.get(1).subscribe().withSubscriber(UniAssertSubscriber.create());
        fetch.completeExceptionally(new IllegalStateException("DCS is down"));
        first.assertFailedWith(IllegalStateException.class);
        second.assertFailedWith(IllegalStateException.class);
    }

    @Test
    void aCallerWhoGivesUpDoesNotTakeTheFetchFromTheOthers() {
        var fetch = nextFetch();
        var first = cache.get(1).subscribe().withSubscriber(UniAssertSubscriber.create());
        var second = cache.get(1).subscribe().withSubscriber(UniAssertSubscriber.create());
        first.cancel();
        fetch.complete(Optional.of("one"));
        assertThat(second.assertCompleted().getItem().value()).contains("one");
    }

    @Test
    void keysDoNotWaitForEachOther() {
        nextFetch();
        cache.get(1).subscribe().withSubscriber(UniAssertSubscriber.create());
        nextFetchGives("two");
        assertThat(get(2).value()).contains("two");
    }

    @Test
    void manyThreadsOnOneColdKeyFetchOnce() throws Exception {
        var fetch = nextFetch();
        var ready = new CountDownLatch(64);
        var answers = new ArrayList<CompletableFuture<Found<String>>>();
        var threads = Executors.newFixedThreadPool(64);
        try {
            for (int i = 0; i < 64; i++) {
                answers.add(
                        CompletableFuture.supplyAsync(
                                () -> {
                                    ready.countDown();
                                    return get(1);
                                },
                                threads));
            }
            ready.await();
            fetch.complete(Optional.of("one"));
            for (var answer : answers) {
                assertThat(answer.get().value()).contains("one");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void aFetchThatBreaksOffIsNotWaitedForForEver() {
        nextFetch().complete(null);
        assertThatThrownBy(() -> get(1)).isInstanceOf(NullPointerException.class);
        nextFetchGives("one");
        assertThat(get(1).value()).contains("one");
    }

    @Test
    void anErrorWhileAnAnswerIsStoredIsNotWaitedForForEver() {
        var broken =
                new FreshnessCache<Integer, String>(
                        new BrokenRoom<>(),
                        clock,
                        RULE,
                        (key, old) -> Uni.createFrom().item(Optional.of("one")),
                        new CacheReads(meters, "broken"));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> broken.get(1).await().atMost(Duration.ofMinutes(3)))
                    .hasRootCauseInstanceOf(NoClassDefFoundError.class);
        }
    }

    @Test
    void aFetchThatCanNotEvenBeStartedIsNotWaitedForForEver() {
        var both =
                cache.getAll(
                        Set.of(1, 2),
                        true,
                        claims -> {
                            throw new IllegalArgumentException("not a batch");
                        });
        for (var lookUp : both.values()) {
            assertThatThrownBy(() -> lookUp.await().atMost(Duration.ofMinutes(3)))
                    .hasMessageContaining("not a batch");
        }
        nextFetchGives("one");
        assertThat(get(1).value()).contains("one");
    }

    @Test
    void aRefreshThatCanNotEvenBeStartedIsTriedAgain() {
        nextFetchGives("one");
        get(1);
        var refresh =
                cache.refresh(
                        List.of(1),
                        claims -> {
                            throw new IllegalArgumentException("not a batch");
                        });
        refresh.await().atMost(Duration.ofMinutes(3));
        clock.advance(Duration.ofMinutes(11));
        nextFetchGives("two");
        get(1);
        assertThat(get(1).value()).contains("two");
    }

    @Test
    void keysThatAreFetchedTogetherAreClaimedOnce() {
        var open = new ArrayList<Fetches<Integer, String>.Claim>();
        var first = cache.getAll(Set.of(1, 2), true, open::addAll);
        var second = cache.getAll(Set.of(2, 3), true, open::addAll);
        assertThat(open).extracting(claim -> claim.key()).containsExactlyInAnyOrder(1, 2, 3);
        open.forEach(claim -> claim.found(Optional.of("book " + claim.key())));
        assertThat(first.get(2).await().indefinitely().from()).isEqualTo(From.FETCHED);
        assertThat(second.get(2).await().indefinitely().from()).isEqualTo(From.COLLAPSED);
        assertThat(second.get(3).await().indefinitely().value()).contains("book 3");
        assertThat(asked).hasValue(0);
    }
}
