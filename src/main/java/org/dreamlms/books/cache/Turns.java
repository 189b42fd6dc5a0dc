package org.dreamlms.books.cache;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Lets so much work be under way at once; more waits for its turn, without a thread, in the order
 * in which it came. How much waits is bounded, and how long. What nobody wants any more is not
 * done. Safe for use by many threads.
 */
public final class Turns {

    private final LinkedHashSet<Turn<?>> waiting = new LinkedHashSet<>();
    private final int atOnce;
    private final int mayWait;
    private final Duration patience;
    private final Supplier<? extends Throwable> refusal;
    private int taken;

    /**
     * @param atOnce how much, at least 1
     * @param mayWait how much more may wait
     * @param patience how long it may wait
     * @param refusal what work fails with that is not begun
     */
    public Turns(
            int atOnce, int mayWait, Duration patience, Supplier<? extends Throwable> refusal) {
        this.atOnce = atOnce;
        this.mayWait = mayWait;
        this.patience = patience;
        this.refusal = refusal;
    }

    /**
     * Does the work when its turn has come. Who cancels meanwhile leaves.
     *
     * @param work must end by itself: its turn ends with it
     */
    public <T> Uni<T> take(Supplier<Uni<T>> work) {
        return take(work, () -> true);
    }

    /**
     * As {@link #take(Supplier)}, where cancelling does not get through.
     *
     * @param wanted whether anybody still waits for the work when its turn has come
     */
    public <T> Uni<T> take(Supplier<Uni<T>> work, BooleanSupplier wanted) {
        return Uni.createFrom().emitter(emitter -> enter(new Turn<T>(work, wanted, emitter)));
    }

    /** How much waits at the moment. */
    public synchronized int waiting() {
        return waiting.size();
    }

    private void enter(Turn<?> turn) {
        switch (place(turn)) {
            case TURN -> turn.start();
            case LINE -> turn.emitter.onTermination(() -> leave(turn));
            case NONE -> turn.emitter.fail(refusal.get());
        }
    }

    private enum Place {
        TURN,
        LINE,
        NONE
    }

    private synchronized Place place(Turn<?> turn) {
        if (taken < atOnce) {
            taken++;
            return Place.TURN;
        }
        if (waiting.size() >= mayWait) {
            return Place.NONE;
        }
        turn.end =
                Infrastructure.getDefaultWorkerPool()
                        .schedule(() -> giveUp(turn), patience.toNanos(), TimeUnit.NANOSECONDS);
        waiting.add(turn);
        return Place.LINE;
    }

    private void giveUp(Turn<?> turn) {
        if (leave(turn)) {
            turn.emitter.fail(refusal.get());
        }
    }

    private synchronized boolean leave(Turn<?> turn) {
        turn.end.cancel(false);
        return waiting.remove(turn);
    }

    private void release() {
        for (var next = next(); next != null; next = next()) {
            next.end.cancel(false);
            if (next.wanted.getAsBoolean()) {
                hand(next);
                return;
            }
            next.emitter.fail(refusal.get());
        }
    }

    /** Not by this thread: what ends at once would lead deeper and deeper. */
    private static void hand(Turn<?> turn) {
        try {
            Infrastructure.getDefaultWorkerPool().execute(turn::start);
        } catch (RejectedExecutionException e) {
            // The service stops; the turn is not to be lost all the same.
            turn.start();
        }
    }

    /** The first that waits; with nobody there, the turn is free. */
    private synchronized Turn<?> next() {
        var turns = waiting.iterator();
        if (!turns.hasNext()) {
            taken--;
            return null;
        }
        var first = turns.next();
        turns.remove();
        return first;
    }

    private final class Turn<T> {

        private final Supplier<Uni<T>> work;
        private final BooleanSupplier wanted;
        private final UniEmitter<? super T> emitter;
        private Future<?> end;

        Turn(Supplier<Uni<T>> work, BooleanSupplier wanted, UniEmitter<? super T> emitter) {
            this.work = work;
            this.wanted = wanted;
            this.emitter = emitter;
        }

        void start() {
            Uni.createFrom()
                    .deferred(() -> work.get())
                    .onTermination()
                    .invoke(Turns.this::release)
                    .subscribe()
                    .with(emitter::complete, emitter::fail);
        }
    }
}
