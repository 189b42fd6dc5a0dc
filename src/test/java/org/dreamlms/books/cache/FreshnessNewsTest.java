package org.dreamlms.books.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.dreamlms.books.cache.Found.From;
import org.junit.jupiter.api.Test;

/** What the source has news of is stale, and refreshed. */
class FreshnessNewsTest extends FreshnessCacheFixture {

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
}
