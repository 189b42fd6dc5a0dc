package org.dreamlms.books.book;

import io.quarkus.cache.CaffeineCache;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.dreamlms.books.book.Found.From;
import org.jboss.logging.Logger;

/**
 * The one rule for cached things. A fresh value is answered from memory; a stale one too, while one
 * refresh runs in the background; an absent one is fetched, once however many callers wait. A
 * failure is never kept: the stale value goes on answering. That something does not exist is
 * remembered for a while.
 *
 * <p>Quarkus Cache bounds the size, and has no refresh of its own (quarkus#25921), hence this class
 * around it.
 */
public final class FreshnessCache<K, V> {

    private static final Logger LOG = Logger.getLogger(FreshnessCache.class);

    private final CacheRoom<K, Entry<V>> room;
    private final Clock clock;
    private final Freshness freshness;
    private final BiFunction<K, Optional<V>, Uni<Optional<V>>> fetch;
    private final CacheReads reads;
    private final ConcurrentMap<K, CompletableFuture<Entry<V>>> fetches = new ConcurrentHashMap<>();

    /**
     * @param cache where the values are; nobody else writes to it
     * @param fetch asks the source; an empty result says that the source does not have it
     */
    public FreshnessCache(
            CaffeineCache cache,
            Clock clock,
            Freshness freshness,
            Function<K, Uni<Optional<V>>> fetch,
            CacheReads reads) {
        this(CacheRoom.of(cache), clock, freshness, (key, old) -> fetch.apply(key), reads);
    }

    /**
     * @param fetch asks the source; its second argument is what memory still has, fresh or not, so
     *     that the source need not send again what has not changed
     */
    public FreshnessCache(
            CacheRoom<K, Entry<V>> room,
            Clock clock,
            Freshness freshness,
            BiFunction<K, Optional<V>, Uni<Optional<V>>> fetch,
            CacheReads reads) {
        this.room = room;
        this.clock = clock;
        this.freshness = freshness;
        this.fetch = fetch;
        this.reads = reads;
    }

    /**
     * A value and its times, in epoch milliseconds. {@code retryAt}: when a failed refresh may be
     * tried again.
     */
    public static final class Entry<V> {
        final Optional<V> value;
        final long fetchedAt;
        final long freshUntil;
        volatile long retryAt;

        Entry(Optional<V> value, long fetchedAt, long freshUntil) {
            this.value = value;
            this.fetchedAt = fetchedAt;
            this.freshUntil = freshUntil;
        }

        /** The value; empty when the source does not have it. */
        public Optional<V> value() {
            return value;
        }

        Found<V> found(From from, long now) {
            return new Found<>(value, from, now - fetchedAt, freshUntil - now);
        }
    }

    /**
     * What memory can answer, without waiting; starts the refresh of a stale value. A remembered
     * absence is not counted here, since callers go on to {@link #get} with it.
     *
     * @return null when memory has no answer
     */
    public Found<V> peek(K key) {
        long now = clock.millis();
        var entry = answerable(key, now);
        if (entry == null) {
            return null;
        }
        if (now < entry.freshUntil) {
            if (entry.value.isPresent()) {
                reads.count(From.FRESH, true);
            }
            return entry.found(From.FRESH, now);
        }
        if (now >= entry.retryAt) {
            refresh(key, entry);
        }
        reads.count(From.STALE, true);
        return entry.found(From.STALE, now);
    }

    /**
     * What memory answers, else the source. Fails with whatever the source fails with; a failure is
     * not kept.
     */
    public Uni<Found<V>> get(K key) {
        var inMemory = peek(key);
        if (inMemory == null) {
            return fetch(key);
        }
        if (inMemory.value().isEmpty()) {
            reads.count(inMemory.from(), false);
        }
        return Uni.createFrom().item(inMemory);
    }

    /** Puts in what was learned by other means than asking for this key. */
    public void put(K key, V value) {
        store(key, Optional.of(value));
    }

    private Uni<Found<V>> fetch(K key) {
        var mine = new CompletableFuture<Entry<V>>();
        var running = fetches.putIfAbsent(key, mine);
        if (running != null) {
            return await(running, From.COLLAPSED);
        }
        // Another fetch may have ended since this caller found nothing.
        var stored = answerable(key, clock.millis());
        if (stored != null) {
            fetches.remove(key, mine);
            mine.complete(stored);
            return await(mine, From.COLLAPSED);
        }
        start(key, mine);
        return await(mine, From.FETCHED);
    }

    private Uni<Found<V>> await(CompletableFuture<Entry<V>> fetch, From from) {
        // A copy: a caller who gives up must not take the fetch from the others.
        return Uni.createFrom()
                .completionStage(fetch::copy)
                .map(
                        entry -> {
                            reads.count(from, entry.value.isPresent());
                            return entry.found(from, clock.millis());
                        });
    }

    private void refresh(K key, Entry<V> stale) {
        var mine = new CompletableFuture<Entry<V>>();
        if (fetches.putIfAbsent(key, mine) != null) {
            return;
        }
        mine.whenComplete(
                (entry, failure) -> {
                    if (failure != null) {
                        stale.retryAt = clock.millis() + freshness.retryPause().toMillis();
                        LOG.warnf("Refresh of %s failed, its stale value stays: %s", key, failure);
                    }
                });
        start(key, mine);
    }

    private void start(K key, CompletableFuture<Entry<V>> result) {
        // The value is stored before its key leaves "fetches", so that whoever comes in between
        // finds the one or the other.
        fetchOrFail(key)
                .subscribe()
                .with(
                        value -> {
                            var entry = store(key, value);
                            fetches.remove(key, result);
                            result.complete(entry);
                        },
                        failure -> {
                            fetches.remove(key, result);
                            result.completeExceptionally(failure);
                        });
    }

    private Uni<Optional<V>> fetchOrFail(K key) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            var entry = room.get(key);
                            return fetch.apply(key, entry == null ? Optional.empty() : entry.value);
                        });
    }

    private Entry<V> store(K key, Optional<V> value) {
        long now = clock.millis();
        long lifetime = freshness.lifetimeMillis(value.isPresent(), ThreadLocalRandom.current());
        var entry = new Entry<>(value, now, now + lifetime);
        room.put(key, entry);
        return entry;
    }

    /** What the cache holds for the key, unless it is too old to be answered. */
    private Entry<V> answerable(K key, long now) {
        var entry = room.get(key);
        if (entry == null || now < entry.freshUntil) {
            return entry;
        }
        var keep = entry.value.isPresent() && now - entry.fetchedAt <= freshness.stale().toMillis();
        return keep ? entry : null;
    }
}
