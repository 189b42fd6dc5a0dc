package org.dreamlms.books.cache;

import java.util.Optional;
import org.dreamlms.books.cache.Found.From;

/**
 * A value in memory and its times, in epoch milliseconds. {@code retryAt}: when a refresh that has
 * failed may be tried again.
 */
public final class CachedEntry<V> {

    final Optional<V> value;
    final long fetchedAt;
    volatile long freshUntil;
    volatile long retryAt;

    CachedEntry(Optional<V> value, long fetchedAt, long freshUntil) {
        this.value = value;
        this.fetchedAt = fetchedAt;
        this.freshUntil = freshUntil;
    }

    /** The value; empty when the source does not have it. */
    public Optional<V> value() {
        return value;
    }

    /** It may be out of date: from now on it is stale. */
    void expire(long now) {
        if (freshUntil > now) {
            freshUntil = now;
        }
    }

    Found<V> found(From from, long now) {
        return new Found<>(value, from, now - fetchedAt, freshUntil - now);
    }
}
