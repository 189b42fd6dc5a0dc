package org.dreamlms.books.cache;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.dreamlms.books.cache.Found.From;

/**
 * The fetches that a {@link FreshnessCache} has under way: one for each key, however many callers
 * wait for it. What they bring is stored in its {@link FreshEntries}. Safe for use by many threads.
 */
public final class Fetches<K, V> {

    private final FreshEntries<K, V> entries;
    private final Clock clock;
    private final BiFunction<K, Optional<V>, Uni<Optional<V>>> source;
    private final ConcurrentMap<K, Claim> running = new ConcurrentHashMap<>();

    /**
     * @param source is asked for a key with what memory still has of it
     */
    Fetches(
            FreshEntries<K, V> entries,
            Clock clock,
            BiFunction<K, Optional<V>, Uni<Optional<V>>> source) {
        this.entries = entries;
        this.clock = clock;
        this.source = source;
    }

    /** The keys that are being fetched. */
    Set<K> keys() {
        return running.keySet();
    }

    /** The claim to a key; null when somebody is fetching it. */
    Claim claim(K key) {
        var claim = new Claim(key);
        return running.putIfAbsent(key, claim) == null ? claim : null;
    }

    /** Those of the claims that nobody has. */
    List<Claim> claimAll(Collection<K> keys) {
        return keys.stream().map(key -> new Claim(key)).filter(Claim::taken).toList();
    }

    /**
     * Waits for the fetch of a key: the one that is under way, else one that is left to the caller.
     *
     * @param toFetch takes the claim, which is to be {@link #start started}
     */
    Uni<Found<V>> join(K key, Consumer<Claim> toFetch) {
        var claim = new Claim(key);
        var other = running.putIfAbsent(key, claim);
        if (other != null) {
            return other.await(From.COLLAPSED);
        }
        if (claim.settledMeanwhile()) {
            return claim.await(From.COLLAPSED);
        }
        toFetch.accept(claim);
        return claim.await(From.FETCHED);
    }

    /**
     * Fetches what is claimed. A claim that never ended would keep its key from ever being fetched
     * again, so what the fetcher throws ends those that are open.
     *
     * @param fetcher ends each of the claims, sooner or later
     */
    void start(List<Claim> claims, Consumer<List<Claim>> fetcher) {
        try {
            fetcher.accept(claims);
        } catch (Throwable e) {
            claims.forEach(claim -> claim.failed(e));
        }
    }

    /** When all of them have ended, one way or the other; never fails. */
    Uni<Void> ended(List<Claim> claims) {
        return claims.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join()
                        .all(claims.stream().map(Claim::ended).toList())
                        .andFailFast()
                        .replaceWithVoid();
    }

    /** The fetch of one key, which nobody else may start before this one has ended. */
    public final class Claim {

        private final K key;
        private final CompletableFuture<CachedEntry<V>> result = new CompletableFuture<>();
        private final long invalidations = entries.invalidations();

        private Claim(K key) {
            this.key = key;
        }

        public K key() {
            return key;
        }

        private boolean taken() {
            return running.putIfAbsent(key, this) == null;
        }

        /** Fetches the key by itself. */
        public Uni<Void> run() {
            Uni.createFrom().deferred(this::ask).subscribe().with(this::found, this::failed);
            return ended();
        }

        private Uni<Optional<V>> ask() {
            var entry = entries.get(key);
            return source.apply(key, entry == null ? Optional.empty() : entry.value);
        }

        /** When it has ended, one way or the other; never fails. */
        Uni<Void> ended() {
            return Uni.createFrom()
                    .completionStage(result::copy)
                    .replaceWithVoid()
                    .onFailure()
                    .recoverWithNull();
        }

        /** Is told why, should it fail. */
        void onFailure(Consumer<Throwable> listener) {
            result.whenComplete(
                    (entry, failure) -> {
                        if (failure != null) {
                            listener.accept(failure);
                        }
                    });
        }

        /** Ends it: this is what the source has. */
        public void found(Optional<V> value) {
            // Stored before the key leaves those that are running, so that a caller who comes in
            // between
            // finds the one or the other.
            try {
                var entry = entries.store(key, value);
                running.remove(key, this);
                entries.expireIfInvalidated(key, entry, invalidations);
                result.complete(entry);
            } catch (Throwable e) {
                // An Error as well: callers would wait for ever.
                failed(e);
            }
        }

        /** Ends it, unless it has ended: the source could not be asked. */
        public void failed(Throwable failure) {
            running.remove(key, this);
            result.completeExceptionally(failure);
        }

        /** Another fetch may have ended between a caller's look into memory and its claim. */
        private boolean settledMeanwhile() {
            var stored = entries.answerable(key, clock.millis());
            if (stored == null) {
                return false;
            }
            running.remove(key, this);
            result.complete(stored);
            return true;
        }

        private Uni<Found<V>> await(From from) {
            // A copy: a caller who gives up must not take the fetch from the others.
            return Uni.createFrom()
                    .completionStage(result::copy)
                    .map(entry -> entry.found(from, clock.millis()));
        }
    }
}
