package org.dreamlms.books.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.function.BiConsumer;
import java.util.function.ToLongBiFunction;
import java.util.function.ToLongFunction;

/**
 * Room for entries whose sizes differ widely: a budget in bytes. Those that are asked for least
 * have to go. An entry larger than the whole budget counts as much as the budget, so that it can be
 * kept at all.
 *
 * <p>Quarkus Cache bounds the number of entries only, hence this class.
 */
// Quarkus registers the other classes of Caffeine that are found by their names.
@RegisterForReflection(
        classNames = {
            "com.github.benmanes.caffeine.cache.SSMW",
            "com.github.benmanes.caffeine.cache.SSSMW"
        })
public final class ByteBudget<K, V> implements CacheRoom<K, CachedEntry<V>> {

    /** What an entry costs beside its value. */
    static final int OVERHEAD = 256;

    private final Cache<K, CachedEntry<V>> entries;

    /**
     * @param weigher the bytes that a value takes; the same each time for the same value
     */
    public ByteBudget(long budget, ToLongFunction<V> weigher) {
        this(budget, key -> 0, weigher);
    }

    /**
     * @param keyWeigher the bytes that a key takes, for keys that callers may make long: absences
     *     are kept too
     * @param weigher the bytes that a value takes; the same each time for the same value
     */
    public ByteBudget(long budget, ToLongFunction<K> keyWeigher, ToLongFunction<V> weigher) {
        entries = ByteBudget.<K, CachedEntry<V>>builder(budget, whole(keyWeigher, weigher)).build();
    }

    /**
     * A budget that counts its hits, misses and entries, as Quarkus Cache does.
     *
     * @param name what its meters are tagged with
     * @param weigher the bytes that a value takes; the same each time for the same value
     */
    public ByteBudget(long budget, ToLongFunction<V> weigher, MeterRegistry registry, String name) {
        entries =
                ByteBudget.<K, CachedEntry<V>>builder(budget, whole(key -> 0, weigher))
                        .recordStats()
                        .build();
        CaffeineCacheMetrics.monitor(registry, entries, name);
    }

    private static <K, V> ToLongBiFunction<K, CachedEntry<V>> whole(
            ToLongFunction<K> keyWeigher, ToLongFunction<V> weigher) {
        return (key, entry) ->
                keyWeigher.applyAsLong(key) + entry.value().map(weigher::applyAsLong).orElse(0L);
    }

    /**
     * A cache that holds so many bytes at the most.
     *
     * @param weigher the bytes that an entry takes; what the cache needs for it is added
     */
    public static <K, E> Cache<K, E> cache(long budget, ToLongBiFunction<K, E> weigher) {
        return builder(budget, weigher).build();
    }

    private static <K, E> Caffeine<K, E> builder(long budget, ToLongBiFunction<K, E> weigher) {
        long largest = Math.min(budget, Integer.MAX_VALUE);
        return Caffeine.newBuilder()
                .maximumWeight(budget)
                .<K, E>weigher(
                        (key, entry) ->
                                (int) Math.min(largest, OVERHEAD + weigher.applyAsLong(key, entry)))
                // What is over the budget goes at once, and not when a thread is free.
                .executor(Runnable::run);
    }

    @Override
    public CachedEntry<V> get(K key) {
        return entries.getIfPresent(key);
    }

    @Override
    public void put(K key, CachedEntry<V> entry) {
        entries.put(key, entry);
    }

    @Override
    public void forEach(BiConsumer<K, CachedEntry<V>> reader) {
        entries.asMap().forEach(reader);
    }

    /** Forgets everything. */
    public void clear() {
        entries.invalidateAll();
    }

    /** How many entries there are, absences included; about, while some come and go. */
    public long size() {
        return entries.estimatedSize();
    }

    /** The bytes taken at the moment. */
    public long used() {
        return used(entries);
    }

    /** The bytes taken at the moment in such a {@link #cache}. */
    public static long used(Cache<?, ?> cache) {
        return cache.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }
}
