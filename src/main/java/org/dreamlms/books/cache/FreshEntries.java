package org.dreamlms.books.cache;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiPredicate;

/**
 * What a {@link FreshnessCache} has in memory, and how far it may be believed: by its age, and by
 * what the source has said since. Safe for use by many threads.
 */
final class FreshEntries<K, V> {

    private final CacheRoom<K, CachedEntry<V>> room;
    private final Clock clock;
    private final Freshness freshness;
    private final Invalidated<K> invalidated = new Invalidated<>();
    private final Refreshes<K> refreshes;

    /**
     * @param refreshes refresh what was invalidated
     */
    FreshEntries(
            CacheRoom<K, CachedEntry<V>> room,
            Clock clock,
            Freshness freshness,
            Refreshes<K> refreshes) {
        this.room = room;
        this.clock = clock;
        this.freshness = freshness;
        this.refreshes = refreshes;
    }

    /** What there is of the key, however old, or null. */
    CachedEntry<V> get(K key) {
        return room.get(key);
    }

    /** What there is of the key, unless it is too old to be answered, or null. */
    CachedEntry<V> answerable(K key, long now) {
        var entry = room.get(key);
        if (entry == null || now < entry.freshUntil) {
            return entry;
        }
        var keep = entry.value.isPresent() && now - entry.fetchedAt <= freshness.stale().toMillis();
        return keep ? entry : null;
    }

    /** How many invalidations there have been, to compare with later. */
    long invalidations() {
        return invalidated.now();
    }

    /** Takes in what the source has. */
    CachedEntry<V> store(K key, Optional<V> value) {
        long now = clock.millis();
        long lifetime = freshness.lifetimeMillis(value.isPresent(), ThreadLocalRandom.current());
        var entry = new CachedEntry<>(value, now, now + lifetime);
        room.put(key, entry);
        return entry;
    }

    /**
     * Takes in what was learned by the way, unless something newer is there.
     *
     * @param askedAt when the source was asked, in epoch milliseconds
     * @param before what {@link #invalidations} said then
     */
    void put(K key, V value, long askedAt, long before) {
        var there = room.get(key);
        if ((there == null || there.fetchedAt <= askedAt) && !invalidated.since(key, before)) {
            expireIfInvalidated(key, store(key, Optional.of(value)), before);
        }
    }

    /**
     * The source was asked before it said that something has changed, so its answer may be older.
     */
    void expireIfInvalidated(K key, CachedEntry<V> entry, long before) {
        if (invalidated.since(key, before)) {
            expire(key, entry);
        }
    }

    /** The source has changed this key. */
    void invalidate(K key) {
        invalidated.add(key);
        var entry = room.get(key);
        if (entry != null) {
            expire(key, entry);
        }
    }

    /**
     * The source has changed all keys that the condition holds for.
     *
     * @param fetched those that the source is being asked for
     */
    void invalidateIf(Collection<K> fetched, BiPredicate<K, Optional<V>> condition) {
        List.copyOf(fetched).stream()
                .filter(key -> condition.test(key, Optional.empty()))
                .forEach(invalidated::add);
        room.forEach(
                (key, entry) -> {
                    if (condition.test(key, entry.value)) {
                        invalidated.add(key);
                        expire(key, entry);
                    }
                });
    }

    /** Everything is stale from now on, and refreshed when it is asked for. */
    void invalidateAll() {
        invalidated.addAll();
        room.forEach((key, entry) -> entry.expire(clock.millis()));
    }

    private void expire(K key, CachedEntry<V> entry) {
        entry.expire(clock.millis());
        if (entry.value.isPresent()) {
            refreshes.add(key);
        }
    }
}
