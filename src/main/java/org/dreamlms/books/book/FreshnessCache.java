package org.dreamlms.books.book;

import io.quarkus.cache.CaffeineCache;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dreamlms.books.api.OutageLog;
import org.dreamlms.books.book.Found.From;
import org.jboss.logging.Logger;

/**
 * The one rule for cached things. A fresh value is answered from memory; a stale one too, while one
 * refresh runs in the background; an absent one is fetched, once however many callers wait. A
 * failure is never kept: the stale value goes on answering. That something does not exist is
 * remembered for a while. What is invalidated is stale from then on and refreshed at once; an
 * answer that was asked for before that is not taken for fresh.
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
    private final BiFunction<K, Optional<V>, Uni<Optional<V>>> fetch;
    private final CacheReads reads;
    private final ConcurrentMap<K, Claim> fetches = new ConcurrentHashMap<>();
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
     * @param fetch asks the source; its second argument is what memory still has, fresh or not, so
     *     that the source need not send again what has not changed
     */
    public FreshnessCache(
            CacheRoom<K, CachedEntry<V>> room,
            Clock clock,
            Freshness freshness,
            BiFunction<K, Optional<V>, Uni<Optional<V>>> fetch,
            CacheReads reads) {
        this.entries =
                new FreshEntries<>(
                        room,
                        clock,
                        freshness,
                        new Refreshes<>(AT_ONCE, Duration.ZERO, keys -> refresh(keys)));
        this.clock = clock;
        this.freshness = freshness;
        this.fetch = fetch;
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

    /** The same; what was not counted was only looked at on the way to something else. */
    Found<V> peek(K key, boolean counted) {
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
        return look(key).invoke(this::count);
    }

    /** The same, but not counted: for those who only look at it on the way to something else. */
    Uni<Found<V>> look(K key) {
        var inMemory = peek(key, false);
        return inMemory != null ? Uni.createFrom().item(inMemory) : claim(key, Claim::run, false);
    }

    /** Whether memory has an answer at this moment, fresh or stale. */
    boolean answers(K key) {
        return entries.answerable(key, clock.millis()) != null;
    }

    /** Counts what was looked at, now that it is the answer. */
    void count(Found<V> answer) {
        reads.count(answer.from(), answer.value().isPresent());
    }

    /**
     * For those who fetch many keys together: answers from memory, joins a fetch that is under way,
     * or leaves the fetch to the caller.
     *
     * @param toFetch takes the claim to a key that memory has no answer for; it must be ended
     * @param toRefresh takes the claim to a key whose value is stale; it must be ended
     */
    Uni<Found<V>> get(K key, Consumer<Claim> toFetch, Consumer<Claim> toRefresh) {
        long now = clock.millis();
        var entry = entries.answerable(key, now);
        if (entry != null) {
            var from = now < entry.freshUntil ? From.FRESH : From.STALE;
            var refresh = from == From.STALE ? claimRefresh(key, entry, now) : null;
            if (refresh != null) {
                toRefresh.accept(refresh);
            }
            reads.count(from, entry.value.isPresent());
            return Uni.createFrom().item(entry.found(from, now));
        }
        return claim(key, toFetch, true);
    }

    private Uni<Found<V>> claim(K key, Consumer<Claim> fetcher, boolean counted) {
        var claim = new Claim(key);
        var running = fetches.putIfAbsent(key, claim);
        if (running != null) {
            return running.await(From.COLLAPSED, counted);
        }
        if (claim.settledMeanwhile()) {
            return claim.await(From.COLLAPSED, counted);
        }
        fetcher.accept(claim);
        return claim.await(From.FETCHED, counted);
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
    Optional<V> remembered(K key) {
        var entry = entries.get(key);
        return entry == null ? Optional.empty() : entry.value;
    }

    /**
     * The source has news of this key: its value is stale from now on and refreshed at once, a
     * remembered absence is forgotten. What memory does not have is not fetched.
     */
    public void invalidate(K key) {
        entries.invalidate(key);
    }

    /**
     * The same for all keys that the condition holds for.
     *
     * @param condition is asked with an empty value for what is being fetched or known to be absent
     */
    public void invalidateIf(BiPredicate<K, Optional<V>> condition) {
        entries.invalidateIf(fetches.keySet(), condition);
    }

    /** Everything is stale from now on, and refreshed when it is asked for. */
    public void invalidateAll() {
        entries.invalidateAll();
    }

    /** Another way to refresh what was invalidated than one by one. */
    void refreshBy(Refreshes<K> other) {
        entries.refreshBy(other);
    }

    /** Fetches the keys anew, unless somebody is at it. */
    Uni<Void> refresh(List<K> keys) {
        return ended(claimAll(keys).stream().map(Claim::run).toList());
    }

    /** Those of the claims that nobody has; each must be ended. */
    List<Claim> claimAll(List<K> keys) {
        return keys.stream()
                .map(key -> new Claim(key))
                .filter(claim -> fetches.putIfAbsent(claim.key, claim) == null)
                .toList();
    }

    private static Uni<Void> ended(List<Uni<Void>> all) {
        return all.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(all).andCollectFailures().replaceWithVoid();
    }

    /** The fetch of one key, which nobody else may start before this one has ended. */
    final class Claim {

        private final K key;
        private final CompletableFuture<CachedEntry<V>> result = new CompletableFuture<>();
        private final long invalidations = entries.invalidations();

        private Claim(K key) {
            this.key = key;
        }

        K key() {
            return key;
        }

        /** Fetches the key by itself. */
        Uni<Void> run() {
            fetchOrFail(key).subscribe().with(this::found, this::failed);
            return ended();
        }

        /** When it has ended, one way or the other; never fails. */
        Uni<Void> ended() {
            return Uni.createFrom()
                    .completionStage(result::copy)
                    .replaceWithVoid()
                    .onFailure()
                    .recoverWithNull();
        }

        /** Ends it: this is what the source has. */
        void found(Optional<V> value) {
            // Stored before the key leaves "fetches", so that whoever comes in between finds the
            // one or the other.
            try {
                var entry = entries.store(key, value);
                fetches.remove(key, this);
                entries.expireIfInvalidated(key, entry, invalidations);
                result.complete(entry);
            } catch (RuntimeException e) {
                failed(e);
            }
        }

        /** Ends it: the source could not be asked. */
        void failed(Throwable failure) {
            fetches.remove(key, this);
            result.completeExceptionally(failure);
        }

        /** Another fetch may have ended between a caller's look into memory and its claim. */
        private boolean settledMeanwhile() {
            var stored = entries.answerable(key, clock.millis());
            if (stored != null) {
                end(stored);
            }
            return stored != null;
        }

        private void end(CachedEntry<V> entry) {
            fetches.remove(key, this);
            result.complete(entry);
        }

        private Uni<Found<V>> await(From from, boolean counted) {
            // A copy: a caller who gives up must not take the fetch from the others.
            return Uni.createFrom()
                    .completionStage(result::copy)
                    .map(
                            entry -> {
                                if (counted) {
                                    reads.count(from, entry.value.isPresent());
                                }
                                return entry.found(from, clock.millis());
                            });
        }
    }

    /** The claim to refresh a stale value; null when it is not time or somebody is at it. */
    private Claim claimRefresh(K key, CachedEntry<V> stale, long now) {
        if (now < stale.retryAt) {
            return null;
        }
        var claim = new Claim(key);
        if (fetches.putIfAbsent(key, claim) != null) {
            return null;
        }
        claim.result.whenComplete(
                (entry, failure) -> {
                    if (failure != null) {
                        stale.retryAt = clock.millis() + freshness.retryPause().toMillis();
                        warnings.say(
                                "Refresh of %s failed, its stale value stays: %s", key, failure);
                    }
                });
        return claim;
    }

    private Uni<Optional<V>> fetchOrFail(K key) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            var entry = entries.get(key);
                            return fetch.apply(key, entry == null ? Optional.empty() : entry.value);
                        });
    }
}
