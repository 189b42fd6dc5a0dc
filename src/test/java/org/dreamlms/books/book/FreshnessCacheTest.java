package org.dreamlms.books.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.cache.runtime.caffeine.CaffeineCacheImpl;
import io.quarkus.cache.runtime.caffeine.CaffeineCacheInfo;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.dreamlms.books.TestClock;
import org.dreamlms.books.book.Found.From;
import org.junit.jupiter.api.Test;

/** The freshness rule, on a clock that tests advance. */
class FreshnessCacheTest {

    private static final Freshness RULE =
            new Freshness(
                    Duration.ofMinutes(10),
                    Duration.ofHours(24),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(5),
                    0);

    private final TestClock clock = new TestClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Deque<CompletableFuture<Optional<String>>> fetches = new ArrayDeque<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final FreshnessCache<Integer, String> cache = cache(RULE, 100);

    private FreshnessCache<Integer, String> cache(Freshness rule, int size) {
        var info = new CaffeineCacheInfo();
        info.name = "test";
        info.maximumSize = (long) size;
        return new FreshnessCache<>(
                new CaffeineCacheImpl(info, false),
                clock,
                rule,
                key -> {
                    asked.incrementAndGet();
                    return Uni.createFrom().completionStage(fetches.remove());
                },
                new CacheReads(meters, "test"));
    }

    private CompletableFuture<Optional<String>> nextFetch() {
        var fetch = new CompletableFuture<Optional<String>>();
        fetches.add(fetch);
        return fetch;
    }

    private void nextFetchGives(String value) {
        nextFetch().complete(Optional.ofNullable(value));
    }

    private void nextFetchFails() {
        nextFetch().completeExceptionally(new IllegalStateException("DCS is down"));
    }

    private Found<String> get(int key) {
        return cache.get(key).await().indefinitely();
    }

    @Test
    void anAbsentValueIsFetched() {
        nextFetchGives("one");
        var found = get(1);
        assertThat(found.value()).contains("one");
        assertThat(found.from()).isEqualTo(From.FETCHED);
    }

    @Test
    void aFreshValueIsAnsweredFromMemoryWithItsAge() {
        nextFetchGives("one");
        get(1);
        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(get(1)).isEqualTo(new Found<>(Optional.of("one"), From.FRESH, 599_999, 1));
        assertThat(asked).hasValue(1);
    }

    @Test
    void aStaleValueIsAnsweredAtOnceAndRefreshedInTheBackground() {
        nextFetchGives("one");
        get(1);
        clock.advance(Duration.ofMinutes(10));
        var refresh = nextFetch();
        var stale = get(1);
        assertThat(stale.value()).contains("one");
        assertThat(stale.from()).isEqualTo(From.STALE);
        assertThat(stale.ttlMillis()).isZero();
        refresh.complete(Optional.of("two"));
        assertThat(get(1)).isEqualTo(new Found<>(Optional.of("two"), From.FRESH, 0, 600_000));
    }

    @Test
    void aRefreshRunsOnceHoweverManyRead() {
        nextFetchGives("one");
        get(1);
        clock.advance(Duration.ofMinutes(11));
        nextFetch();
        for (int i = 0; i < 50; i++) {
            assertThat(get(1).value()).contains("one");
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void aFailedRefreshLeavesTheStaleValueAndIsTriedAgainAfterAPause() {
        nextFetchGives("one");
        get(1);
        clock.advance(Duration.ofMinutes(11));
        nextFetchFails();
        get(1);
        assertThat(get(1).value()).contains("one");
        clock.advance(Duration.ofSeconds(4));
        get(1);
        assertThat(asked).hasValue(2);
        clock.advance(Duration.ofSeconds(1));
        nextFetchGives("two");
        get(1);
        assertThat(get(1).value()).contains("two");
        assertThat(asked).hasValue(3);
    }

    @Test
    void staleValuesAnswerForADayAndNoLonger() {
        nextFetchGives("one");
        get(1);
        clock.advance(Duration.ofHours(24));
        nextFetchFails();
        assertThat(get(1).value()).contains("one");
        clock.advance(Duration.ofMillis(1));
        nextFetchFails();
        assertThatThrownBy(() -> get(1)).hasMessageContaining("DCS is down");
    }

    @Test
    void aFailureIsNeverKept() {
        nextFetchFails();
        assertThatThrownBy(() -> get(1)).hasMessageContaining("DCS is down");
        nextFetchGives("one");
        assertThat(get(1).value()).contains("one");
    }

    @Test
    void anAbsenceIsRememberedForAMinute() {
        nextFetchGives(null);
        assertThat(get(1).value()).isEmpty();
        clock.advance(Duration.ofSeconds(60).minusMillis(1));
        assertThat(get(1).value()).isEmpty();
        assertThat(asked).hasValue(1);
        clock.advance(Duration.ofMillis(1));
        nextFetchGives("one");
        assertThat(get(1).value()).contains("one");
    }

    @Test
    void aValueThatIsGoneStopsAnswering() {
        nextFetchGives("one");
        get(1);
        clock.advance(Duration.ofMinutes(11));
        nextFetchGives(null);
        get(1);
        assertThat(get(1).value()).isEmpty();
    }

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
    void whatIsPutInIsFresh() {
        cache.put(1, "one", cache.asking());
        assertThat(get(1).from()).isEqualTo(From.FRESH);
        assertThat(asked).hasValue(0);
    }

    @Test
    void whatIsPutInDoesNotReplaceWhatIsNewer() {
        var before = cache.asking();
        clock.advance(Duration.ofSeconds(1));
        nextFetchGives("newer");
        get(1);
        cache.put(1, "older", before);
        assertThat(get(1).value()).contains("newer");
        cache.put(1, "newest", cache.asking());
        assertThat(get(1).value()).contains("newest");
    }

    @Test
    void aFetchThatBreaksOffIsNotWaitedForForEver() {
        nextFetch().complete(null);
        assertThatThrownBy(() -> get(1)).isInstanceOf(NullPointerException.class);
        nextFetchGives("one");
        assertThat(get(1).value()).contains("one");
    }

    @Test
    void peekNeverWaits() {
        assertThat(cache.peek(1)).isNull();
        assertThat(asked).hasValue(0);
        cache.put(1, "one", cache.asking());
        assertThat(cache.peek(1).value()).contains("one");
    }

    @Test
    void lifetimesAreSpreadSoThatNotAllExpireAtOnce() {
        var spread =
                cache(
                        new Freshness(
                                RULE.fresh(), RULE.stale(), RULE.missing(), RULE.retryPause(), 10),
                        1000);
        var lifetimes = new HashSet<Long>();
        for (int key = 0; key < 500; key++) {
            spread.put(key, "value", spread.asking());
            lifetimes.add(spread.peek(key).ttlMillis());
        }
        assertThat(lifetimes).hasSizeGreaterThan(400).allMatch(l -> l >= 540_000 && l <= 660_000);
        assertThat(lifetimes).anyMatch(l -> l < 560_000).anyMatch(l -> l > 640_000);
    }

    @Test
    void theSizeIsBounded() {
        var small = cache(RULE, 10);
        for (int key = 0; key < 1000; key++) {
            small.put(key, "value", small.asking());
        }
        // Caffeine evicts a moment after it is written to.
        Awaitility.await()
                .untilAsserted(() -> assertThat(present(small)).hasSizeLessThanOrEqualTo(10));
    }

    private static List<Integer> present(FreshnessCache<Integer, String> cache) {
        var keys = new ArrayList<Integer>();
        for (int key = 0; key < 1000; key++) {
            if (cache.peek(key) != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    private void untilAsked(int times) {
        Awaitility.await().until(() -> asked.get() == times);
    }

    @Test
    void whatIsInvalidatedIsRefreshedAtOnceAndAnsweredMeanwhile() {
        nextFetchGives("one");
        get(1);
        var refresh = nextFetch();
        cache.invalidate(1);
        untilAsked(2);
        assertThat(get(1).value()).contains("one");
        assertThat(get(1).from()).isEqualTo(From.STALE);
        refresh.complete(Optional.of("two"));
        assertThat(get(1)).isEqualTo(new Found<>(Optional.of("two"), From.FRESH, 0, 600_000));
        assertThat(asked).hasValue(2);
    }

    @Test
    void anAnswerOlderThanTheNewsIsNotFresh() {
        var before = nextFetch();
        var waiting = cache.get(1).subscribe().withSubscriber(UniAssertSubscriber.create());
        cache.invalidate(1);
        var after = nextFetch();
        before.complete(Optional.of("old"));
        assertThat(waiting.assertCompleted().getItem().value()).contains("old");
        assertThat(get(1).from()).isEqualTo(From.STALE);
        untilAsked(2);
        after.complete(Optional.of("new"));
        assertThat(get(1)).isEqualTo(new Found<>(Optional.of("new"), From.FRESH, 0, 600_000));
    }

    @Test
    void whatIsPutInButOlderThanTheNewsIsLeftOut() {
        var before = cache.asking();
        cache.invalidate(1);
        cache.put(1, "old", before);
        assertThat(cache.peek(1)).isNull();
        cache.put(1, "new", cache.asking());
        assertThat(get(1).value()).contains("new");
    }

    @Test
    void aFloodOfNewsCostsOneFetchThatRunsAndOneThatFollows() {
        nextFetchGives("one");
        get(1);
        var first = nextFetch();
        cache.invalidate(1);
        untilAsked(2);
        for (int i = 0; i < 1_000; i++) {
            cache.invalidate(1);
        }
        nextFetchGives("three");
        first.complete(Optional.of("two"));
        Awaitility.await().untilAsserted(() -> assertThat(get(1).value()).contains("three"));
        assertThat(get(1).from()).isEqualTo(From.FRESH);
        assertThat(asked).hasValue(3);
    }

    @Test
    void newsMakeAnAbsenceForgotten() {
        nextFetchGives(null);
        get(1);
        cache.invalidate(1);
        nextFetchGives("one");
        assertThat(get(1).value()).contains("one");
    }

    @Test
    void newsOfWhatMemoryDoesNotHaveCostNothing() {
        cache.invalidate(1);
        cache.invalidateAll();
        cache.invalidateIf((key, value) -> true);
        assertThat(asked).hasValue(0);
    }

    @Test
    void whenAllIsInvalidatedNothingIsLostAndWhatIsAskedForIsRefreshed() {
        cache.put(1, "one", cache.asking());
        cache.put(2, "two", cache.asking());
        cache.invalidateAll();
        var refresh = nextFetch();
        assertThat(get(1).from()).isEqualTo(From.STALE);
        refresh.complete(Optional.of("uno"));
        assertThat(get(1).value()).contains("uno");
        assertThat(asked).hasValue(1);
    }

    @Test
    void onlyWhatTheConditionHoldsForIsRefreshed() {
        cache.put(1, "one", cache.asking());
        cache.put(2, "two", cache.asking());
        nextFetchGives("dos");
        cache.invalidateIf((key, value) -> value.equals(Optional.of("two")));
        Awaitility.await().untilAsserted(() -> assertThat(get(2).value()).contains("dos"));
        assertThat(get(1).from()).isEqualTo(From.FRESH);
        assertThat(asked).hasValue(1);
    }

    @Test
    void aFailedRefreshLeavesTheInvalidatedValueStale() {
        nextFetchGives("one");
        get(1);
        nextFetchFails();
        cache.invalidate(1);
        untilAsked(2);
        nextFetchGives("two");
        Awaitility.await().untilAsserted(() -> assertThat(get(1).value()).contains("two"));
    }

    @Test
    void readsAreCountedByHowTheyWereAnswered() {
        nextFetchGives("one");
        get(1);
        get(1);
        get(1);
        clock.advance(Duration.ofMinutes(11));
        nextFetch();
        get(1);
        nextFetchGives(null);
        get(2);
        get(2);
        assertThat(count("fetched")).isEqualTo(1);
        assertThat(count("fresh")).isEqualTo(2);
        assertThat(count("stale")).isEqualTo(1);
        assertThat(count("missing")).isEqualTo(2);
    }

    private double count(String result) {
        return meters.get("dcs.books.cache.reads").tag("result", result).counter().count();
    }
}
