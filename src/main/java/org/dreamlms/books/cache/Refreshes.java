package org.dreamlms.books.cache;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Refreshes what was invalidated, in the background and in rounds, one after the other: a flood of
 * invalidations costs the source no more than one round at a time, and a key that comes up often
 * while a round runs is refreshed once after it. Safe for use by many threads.
 */
public final class Refreshes<K> {

    /** What comes in together is refreshed together. */
    private static final Duration LEAD = Duration.ofMillis(10);

    private final int atOnce;
    private final Duration pause;
    private final Function<List<K>, Uni<Void>> round;
    private final Set<K> waiting = new LinkedHashSet<>();
    private boolean running;

    /**
     * @param atOnce the most keys of a round
     * @param pause between two rounds
     * @param round refreshes the keys; what fails stays stale, and is refreshed when it is asked
     *     for
     */
    public Refreshes(int atOnce, Duration pause, Function<List<K>, Uni<Void>> round) {
        this.atOnce = atOnce;
        this.pause = pause;
        this.round = round;
    }

    /** Refreshes the key soon. */
    void add(K key) {
        synchronized (this) {
            waiting.add(key);
            if (running) {
                return;
            }
            running = true;
        }
        later(LEAD);
    }

    private void later(Duration delay) {
        Infrastructure.getDefaultWorkerPool()
                .schedule(this::run, Math.max(1, delay.toMillis()), TimeUnit.MILLISECONDS);
    }

    private void run() {
        Uni.createFrom()
                .deferred(() -> round.apply(next()))
                .subscribe()
                .with(done -> ended(), failure -> ended());
    }

    private synchronized List<K> next() {
        var next = new ArrayList<K>();
        var keys = waiting.iterator();
        while (keys.hasNext() && next.size() < atOnce) {
            next.add(keys.next());
            keys.remove();
        }
        return next;
    }

    private void ended() {
        synchronized (this) {
            if (waiting.isEmpty()) {
                running = false;
                return;
            }
        }
        later(pause);
    }
}
