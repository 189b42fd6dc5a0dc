package org.dreamlms.books.cache;

import java.util.function.BiConsumer;

/** Nothing is in it, and nothing can be put in. */
public final class BrokenRoom<K, V> implements CacheRoom<K, CachedEntry<V>> {

    @Override
    public CachedEntry<V> get(K key) {
        return null;
    }

    @Override
    public void put(K key, CachedEntry<V> entry) {
        throw new NoClassDefFoundError("on purpose");
    }

    @Override
    public void forEach(BiConsumer<K, CachedEntry<V>> reader) {}
}
