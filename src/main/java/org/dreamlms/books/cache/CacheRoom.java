package org.dreamlms.books.cache;

import io.quarkus.cache.CaffeineCache;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** Where cached entries are, and how much room there is for them. Safe for use by many threads. */
public interface CacheRoom<K, E> {

    /** The entry, or null when there is none. */
    E get(K key);

    /** Puts an entry in; others may have to go for it. */
    void put(K key, E entry);

    /** Shows every entry; what goes or comes meanwhile may be left out. */
    void forEach(BiConsumer<K, E> reader);

    /** Room in a cache of Quarkus, which bounds the number of entries. */
    static <K, E> CacheRoom<K, E> of(CaffeineCache cache) {
        return new CacheRoom<>() {
            @Override
            public E get(K key) {
                CompletableFuture<E> entry = cache.getIfPresent(key);
                return entry == null ? null : entry.getNow(null);
            }

            @Override
            public void put(K key, E entry) {
                cache.put(key, CompletableFuture.completedFuture(entry));
            }

            @Override
            @SuppressWarnings("unchecked") // nobody else writes to the cache
            public void forEach(BiConsumer<K, E> reader) {
                for (var key : cache.keySet()) {
                    var entry = get((K) key);
                    if (entry != null) {
                        reader.accept((K) key, entry);
                    }
                }
            }
        };
    }
}
