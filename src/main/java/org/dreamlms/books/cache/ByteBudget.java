package org.dreamlms.books.cache;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/**
 * Room for entries whose sizes differ widely: a budget in bytes, from which those go first that
 * were not asked for the longest. An entry larger than the whole budget is kept alone.
 *
 * <p>Quarkus Cache bounds the number of entries only, and Caffeine's own weighing caches are not
 * registered for native images, hence this class.
 */
public final class ByteBudget<K, V> implements CacheRoom<K, CachedEntry<V>> {

    /** What an entry costs beside its value. */
    static final int OVERHEAD = 256;

    private final long budget;
    private final ToLongFunction<K> keyWeigher;
    private final ToLongFunction<V> weigher;
    private final Map<K, CachedEntry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long used;

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
        this.budget = budget;
        this.keyWeigher = keyWeigher;
        this.weigher = weigher;
    }

    @Override
    public synchronized CachedEntry<V> get(K key) {
        return entries.get(key);
    }

    @Override
    public synchronized void put(K key, CachedEntry<V> entry) {
        var before = entries.put(key, entry);
        used += weight(key, entry) - (before == null ? 0 : weight(key, before));
        var oldest = entries.entrySet().iterator();
        while (used > budget && entries.size() > 1) {
            var victim = oldest.next();
            used -= weight(victim.getKey(), victim.getValue());
            oldest.remove();
        }
    }

    @Override
    public void forEach(BiConsumer<K, CachedEntry<V>> reader) {
        Map<K, CachedEntry<V>> all;
        synchronized (this) {
            all = new LinkedHashMap<>(entries);
        }
        all.forEach(reader);
    }

    /** The bytes taken at the moment. */
    public synchronized long used() {
        return used;
    }

    private long weight(K key, CachedEntry<V> entry) {
        return OVERHEAD
                + keyWeigher.applyAsLong(key)
                + entry.value().map(weigher::applyAsLong).orElse(0L);
    }
}
