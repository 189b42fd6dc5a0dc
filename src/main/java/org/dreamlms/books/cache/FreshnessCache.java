package org.dreamlms.books.cache;

import io.quarkus.cache.CaffeineCache;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dreamlms.books.OutageLog;
import org.dreamlms.books.cache.Found.From;
import org.jboss.logging.Logger;

/**
 * The one rule for cached values. A fresh value is a hit. A stale value is a hit too, and starts
 * one refresh in the background. A miss fetches the value: one fetch for each key, however many
 * callers wait for it. A failure is never cached: the stale value goes on answering. Not-found is
 * cached for a while. An invalidated value is stale at once and is refreshed at once; the result of
 * a fetch that began before the invalidation does not count as fresh.
 *
 * <p>Quarkus Cache bounds the size, and has no refresh of its own (quarkus#25921), hence this class
 * around it.
 */
public final class FreshnessCache<K, V> {

    private static final Logger LOG = Logger.getLogger(FreshnessCache.class);

    /** Of those that were invalidated, so many are refreshed at a time. */
    private static final int AT_ONCE = 4;

    private final FreshEntries<K, V> entries;
    private final Clock clock;
    private final Freshness freshness;
    private final Fetches<K, V> fetches;
    private final CacheReads reads;
    private final Object claiming = new Object();
    private final OutageLog warnings;

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
     * @param cache where the values are; nobody else writes to it
     * @param fetch asks the source; an empty result says that the source does not have it
     * @param refreshes another way to refresh what was invalidated than one key at a time
     */
    public FreshnessCache(
            CaffeineCache cache,
            Clock clock,
            Freshness freshness,
            Function<K, Uni<Optional<V>>> fetch,
            CacheReads reads,
            Refreshes<K> refreshes) {
        this(
                CacheRoom.of(cache),
                clock,
                freshness,
                (key, old) -> fetch.apply(key),
                reads,
                Optional.of(refreshes));
    }

    /**
     * @param fetch asks the source; its second argument is what memory still has, fresh or not, so
     *     that the source need not send again what has not changed
     */
    public FreshnessCache(
            CacheRoom<K, CachedEntry<V>> room,
            Clock clock,
            Freshness freshness,
            BiFunction<K, Optional<V>, Uni<Optional<V>>> fetch,
            CacheReads reads) {
        this(room, clock, freshness, fetch, reads, Optional.empty());
    }

    /**
     * @param refreshes refresh what was invalidated, in another way than one by one
     */
    public FreshnessCache(
            CacheRoom<K, CachedEntry<V>> room,
            Clock clock,
            Freshness freshness,
            BiFunction<K, Optional<V>, Uni<Optional<V>>> fetch,
            CacheReads reads,
            Refreshes<K> refreshes) {
        this(room, clock, freshness, fetch, reads, Optional.of(refreshes));
    }

    private FreshnessCache(
            CacheRoom<K, CachedEntry<V>> room,
            Clock clock,
            Freshness freshness,
            BiFunction<K, Optional<V>, Uni<Optional<V>>> fetch,
            CacheReads reads,
            Optional<Refreshes<K>> refreshes) {
        this.entries =
                new FreshEntries<>(
                        room,
                        clock,
                        freshness,
                        refreshes.orElseGet(
                                () -> new Refreshes<>(AT_ONCE, Duration.ZERO, this::refresh)));
        this.clock = clock;
        this.freshness = freshness;
        this.fetches = new Fetches<>(entries, clock, fetch);
        this.reads = reads;
        this.warnings = new OutageLog(LOG, Logger.Level.WARN, clock);
    }

    /**
     * What memory can answer, without waiting; starts the refresh of a stale value. A remembered
     * absence is not counted here, since callers go on to {@link #get} with it.
     *
     * @return null when memory has no answer
     */
    public Found<V> peek(K key) {
        return peek(key, true);
    }

    /**
     * What memory can answer, without waiting; starts the refresh of a stale value.
     *
     * @param counted whether this is a read that counts, not a look on the way to something else
     * @return null when memory has no answer
     */
    public Found<V> peek(K key, boolean counted) {
        long now = clock.millis();
        var entry = entries.answerable(key, now);
        if (entry == null) {
            return null;
        }
        if (now < entry.freshUntil) {
            if (counted && entry.value.isPresent()) {
                reads.count(From.FRESH, true);
            }
            return entry.found(From.FRESH, now);
        }
        var refresh = claimRefresh(key, entry, now);
        if (refresh != null) {
            refresh.run();
        }
        if (counted) {
            reads.count(From.STALE, true);
        }
        return entry.found(From.STALE, now);
    }

    /**
     * What memory answers, else the source. Fails with whatever the source fails with; a failure is
     * not kept.
     */
    public Uni<Found<V>> get(K key) {
        return look(key).invoke(this::count).onFailure().invoke(this::countFailure);
    }

    /**
     * What memory answers, else the source, without counting a read: for a look on the way to
     * something else, which may be {@link #count counted} later.
     */
    public Uni<Found<V>> look(K key) {
        var inMemory = peek(key, false);
        return inMemory != null
                ? Uni.createFrom().item(inMemory)
                : fetches.join(key, Fetches.Claim::run);
    }

    /** Counts what was looked at, now that it is the answer. */
    public void count(Found<V> answer) {
        reads.count(answer.from(), answer.value().isPresent());
    }

    /** Counts a read that failed. */
    public void countFailure() {
        reads.failed();
    }

    /**
     * Many keys at one go: each is answered from memory or by a fetch that is under way; the rest
     * is fetched together.
     *
     * @param counted whether these are reads that count
     * @param fetcher takes the claims to keys that memory has no answer for, and those to keys
     *     whose values are stale; it ends each of them, sooner or later
     */
    public Map<K, Uni<Found<V>>> getAll(
            Set<K> keys, boolean counted, Consumer<List<Fetches<K, V>.Claim>> fetcher) {
        var lookUps = new LinkedHashMap<K, Uni<Found<V>>>();
        var absent = new ArrayList<Fetches<K, V>.Claim>();
        var stale = new ArrayList<Fetches<K, V>.Claim>();
        Runnable lookAll = () -> keys.forEach(key -> lookUps.put(key, look(key, absent, stale)));
        if (keys.stream().allMatch(this::answers)) {
            lookAll.run();
        } else {
            // One after the other: callers who come at the same moment with the same keys would
            // divide them among them, and ask for each part.
            synchronized (claiming) {
                lookAll.run();
            }
        }
        fetches.start(absent, fetcher);
        fetches.start(stale, fetcher);
        if (counted) {
            lookUps.replaceAll(
                    (key, lookUp) ->
                            lookUp.invoke(this::count).onFailure().invoke(this::countFailure));
        }
        return lookUps;
    }

    private Uni<Found<V>> look(
            K key, List<Fetches<K, V>.Claim> absent, List<Fetches<K, V>.Claim> stale) {
        long now = clock.millis();
        var entry = entries.answerable(key, now);
        if (entry == null) {
            return fetches.join(key, absent::add);
        }
        if (now < entry.freshUntil) {
            return Uni.createFrom().item(entry.found(From.FRESH, now));
        }
        var refresh = claimRefresh(key, entry, now);
        if (refresh != null) {
            stale.add(refresh);
        }
        return Uni.createFrom().item(entry.found(From.STALE, now));
    }

    /** Whether memory has an answer at this moment, fresh or stale. */
    private boolean answers(K key) {
        return entries.answerable(key, clock.millis()) != null;
    }

    /**
     * Puts in what was learned by other means than asking for this key, unless something newer is
     * there.
     *
     * @param asked what {@link #asking} said before the source was asked
     */
    public void put(K key, V value, Asked asked) {
        entries.put(key, value, asked.at(), asked.invalidations());
    }

    /** To be called before the source is asked for what is {@link #put} in. */
    public Asked asking() {
        return new Asked(clock.millis(), entries.invalidations());
    }

    /**
     * When the source was asked.
     *
     * @param at in epoch milliseconds
     * @param invalidations how many there had been
     */
    public record Asked(long at, long invalidations) {}

    /** What memory still has of it, however old; for those who only want to know its name. */
    public Optional<V> remembered(K key) {
        var entry = entries.get(key);
        return entry == null ? Optional.empty() : entry.value;
    }

    /** What memory has of it, however old; neither a read nor a reason for a refresh. */
    public Optional<Held<V>> held(K key) {
        return Optional.ofNullable(entries.get(key))
                .map(
                        entry ->
                                new Held<>(
                                        entry.value,
                                        Instant.ofEpochMilli(entry.fetchedAt),
                                        Instant.ofEpochMilli(entry.freshUntil)));
    }

    /**
     * What memory has.
     *
     * @param value empty when the source does not have it
     * @param fetchedAt when the source was asked
     * @param freshUntil when it is due for a refresh
     */
    public record Held<V>(Optional<V> value, Instant fetchedAt, Instant freshUntil) {}

    /**
     * The source has changed this key: its value is stale from now on and refreshed at once, a
     * remembered absence is forgotten. What memory does not have is not fetched.
     */
    public void invalidate(K key) {
        entries.invalidate(key);
    }

    /**
     * {@link #invalidate Invalidates} all keys for which the condition holds.
     *
     * @param condition is asked with an empty value for what is being fetched or known to be absent
     */
    public void invalidateIf(BiPredicate<K, Optional<V>> condition) {
        entries.invalidateIf(fetches.keys(), condition);
    }

    /** Everything is stale from now on, and refreshed when it is asked for. */
    public void invalidateAll() {
        entries.invalidateAll();
    }

    /** Refreshes the keys one by one, unless that is under way. */
    public Uni<Void> refresh(List<K> keys) {
        return refresh(keys, claims -> claims.forEach(claim -> claim.run()));
    }

    /**
     * Refreshes the keys together, unless that is under way.
     *
     * @param fetcher ends each of the claims, sooner or later
     */
    public Uni<Void> refresh(List<K> keys, Consumer<List<Fetches<K, V>.Claim>> fetcher) {
        var claims = fetches.claimAll(keys);
        fetches.start(claims, fetcher);
        return fetches.ended(claims);
    }

    /** The claim to refresh a stale value; null when it is not time or somebody is at it. */
    private Fetches<K, V>.Claim claimRefresh(K key, CachedEntry<V> stale, long now) {
        var claim = now < stale.retryAt ? null : fetches.claim(key);
        if (claim != null) {
            claim.onFailure(
                    failure -> {
                        stale.retryAt = clock.millis() + freshness.retryPause().toMillis();
                        warnings.say(
                                "Refresh of %s failed, its stale value stays: %s", key, failure);
                    });
        }
        return claim;
    }
}
