package org.dreamlms.books.cache;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which keys were invalidated, and when by a count of invalidations: what was asked of the source
 * before that may be old, however late its answer comes. A bounded number of keys is remembered; of
 * those forgotten it is assumed. Safe for use by many threads.
 */
final class Invalidated<K> {

    private static final int MAX = 10_000;

    private final Map<K, Long> last = new LinkedHashMap<>();
    private volatile long count;
    private long everything;

    /** The moment, to compare with later; without a lock, since every fetch asks for it. */
    long now() {
        return count;
    }

    synchronized void add(K key) {
        last.remove(key);
        last.put(key, ++count);
        if (last.size() > MAX) {
            var oldest = last.entrySet().iterator();
            everything = Math.max(everything, oldest.next().getValue());
            oldest.remove();
        }
    }

    synchronized void addAll() {
        last.clear();
        everything = ++count;
    }

    /** Whether the key was invalidated after that moment. */
    synchronized boolean since(K key, long moment) {
        return Math.max(last.getOrDefault(key, 0L), everything) > moment;
    }
}
