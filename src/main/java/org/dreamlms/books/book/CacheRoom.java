package org.dreamlms.books.book;

import io.quarkus.cache.CaffeineCache;
import java.util.concurrent.CompletableFuture;

/** Where cached entries are, and how much room there is for them. Safe for use by many threads. */
public interface CacheRoom<K, E> {

    /** The entry, or null when there is none. */
    E get(K key);

    /** Puts an entry in; others may have to go for it. */
    void put(K key, E entry);

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
        };
    }
}
