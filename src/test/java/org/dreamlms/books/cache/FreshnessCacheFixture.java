package org.dreamlms.books.cache;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.cache.runtime.caffeine.CaffeineCacheImpl;
import io.quarkus.cache.runtime.caffeine.CaffeineCacheInfo;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.dreamlms.books.TestClock;

/** A cache whose source and clock are the test's. */
abstract class FreshnessCacheFixture {

    static final Freshness RULE =
            new Freshness(
                    Duration.ofMinutes(10),
                    Duration.ofHours(24),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(5),
                    0);

    final TestClock clock = new TestClock();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Deque<CompletableFuture<Optional<String>>> fetches = new ArrayDeque<>();
    final AtomicInteger asked = new AtomicInteger();
    final FreshnessCache<Integer, String> cache = cache(RULE, 100);

    FreshnessCache<Integer, String> cache(Freshness rule, int size) {
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

    CompletableFuture<Optional<String>> nextFetch() {
        var fetch = new CompletableFuture<Optional<String>>();
        fetches.add(fetch);
        return fetch;
    }

    void nextFetchGives(String value) {
        nextFetch().complete(Optional.ofNullable(value));
    }

    void nextFetchFails() {
        nextFetch().completeExceptionally(new IllegalStateException("DCS is down"));
    }

    Found<String> get(int key) {
        return cache.get(key).await().indefinitely();
    }

    void untilAsked(int times) {
        Awaitility.await().until(() -> asked.get() == times);
    }
}
