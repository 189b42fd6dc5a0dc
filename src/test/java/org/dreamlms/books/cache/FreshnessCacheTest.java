package org.dreamlms.books.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.cache.Found.From;
import org.junit.jupiter.api.Test;

/** The freshness rule, on a clock that tests advance. */
@ExpectedLog("cache")
class FreshnessCacheTest extends FreshnessCacheFixture {

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

    @Test
    void whatIsLookedUpOnNobodysBehalfIsNotCounted() {
        nextFetchGives("one");
        get(1);
        var lookUps =
                cache.getAll(
                        Set.of(1, 2),
                        false,
                        claims -> claims.forEach(claim -> claim.found(Optional.of("two"))));
        lookUps.values().forEach(lookUp -> lookUp.await().indefinitely());
        assertThat(count("fetched")).isEqualTo(1);
        assertThat(count("fresh")).isZero();
    }

    private double count(String result) {
        return meters.get("dcs.books.cache.reads").tag("result", result).counter().count();
    }
}
