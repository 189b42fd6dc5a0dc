package org.dreamlms.books.cache;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
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
    private final Map<Object, Integer> takenBy = new HashMap<>();
    private final Map<Object, Integer> waitingOf = new HashMap<>();
    private final int atOnce;
    private final int mayWait;
    private final int ofOwner;
    private final int waitingOfOwner;
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
        this(atOnce, mayWait, atOnce, mayWait, patience, refusal);
    }

    private Turns(
            int atOnce,
            int mayWait,
            int ofOwner,
            int waitingOfOwner,
            Duration patience,
            Supplier<? extends Throwable> refusal) {
        this.atOnce = atOnce;
        this.mayWait = mayWait;
        this.ofOwner = ofOwner;
        this.waitingOfOwner = waitingOfOwner;
        this.patience = patience;
        this.refusal = refusal;
    }

    /**
     * As these, none of which is taken yet, but a single owner of work has at most a part of them.
     * Whose owner has the fewest turns comes first.
     *
     * @param atOnce how much of an owner's work is under way at once, at least 1
     * @param mayWait how much more of it may wait
     */
    public Turns ofEachOwner(int atOnce, int mayWait) {
        return new Turns(this.atOnce, this.mayWait, atOnce, mayWait, patience, refusal);
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
        return take(null, work, wanted);
    }

    /**
     * As {@link #take(Supplier, BooleanSupplier)}, on somebody's account.
     *
     * @param owner null: nobody's, whose work is bounded with all other work alone
     */
    public <T> Uni<T> take(Object owner, Supplier<Uni<T>> work, BooleanSupplier wanted) {
        return Uni.createFrom()
                .emitter(emitter -> enter(new Turn<T>(owner, work, wanted, emitter)));
    }

    /** How much is under way at the moment. */
    public synchronized int taken() {
        return taken;
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
        if (taken < atOnce && mayBegin(turn)) {
            begin(turn);
            return Place.TURN;
        }
        if (waiting.size() >= mayWait
                || turn.owner != null && waitingOf.getOrDefault(turn.owner, 0) >= waitingOfOwner) {
            return Place.NONE;
        }
        turn.end =
                Infrastructure.getDefaultWorkerPool()
                        .schedule(() -> giveUp(turn), patience.toNanos(), TimeUnit.NANOSECONDS);
        waiting.add(turn);
        count(waitingOf, turn, 1);
        return Place.LINE;
    }

    private boolean mayBegin(Turn<?> turn) {
        return takenOf(turn) < ofOwner;
    }

    /** How many its owner has; nobody's have none that count. */
    private int takenOf(Turn<?> turn) {
        return turn.owner == null ? 0 : takenBy.getOrDefault(turn.owner, 0);
    }

    private void begin(Turn<?> turn) {
        taken++;
        count(takenBy, turn, 1);
    }

    private static void count(Map<Object, Integer> counts, Turn<?> turn, int more) {
        if (turn.owner != null) {
            counts.merge(turn.owner, more, (was, now) -> was + now == 0 ? null : was + now);
        }
    }

    private void giveUp(Turn<?> turn) {
        if (leave(turn)) {
            turn.emitter.fail(refusal.get());
        }
    }

    private synchronized boolean leave(Turn<?> turn) {
        turn.end.cancel(false);
        var waited = waiting.remove(turn);
        if (waited) {
            count(waitingOf, turn, -1);
        }
        return waited;
    }

    private void release(Turn<?> ended) {
        for (var next = next(ended); next != null; next = next(next)) {
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

    /**
     * Who has the turn of one that has ended: of those that wait, the first of the owner with the
     * fewest turns. With nobody there who may have it, it is free.
     */
    private synchronized Turn<?> next(Turn<?> ended) {
        taken--;
        count(takenBy, ended, -1);
        Turn<?> next = null;
        for (var turn : waiting) {
            if (mayBegin(turn) && (next == null || takenOf(turn) < takenOf(next))) {
                next = turn;
            }
            if (next != null && takenOf(next) == 0) {
                break;
            }
        }
        if (next != null) {
            waiting.remove(next);
            count(waitingOf, next, -1);
            begin(next);
        }
        return next;
    }

    private final class Turn<T> {

        private final Object owner;
        private final Supplier<Uni<T>> work;
        private final BooleanSupplier wanted;
        private final UniEmitter<? super T> emitter;
        private Future<?> end;

        Turn(
                Object owner,
                Supplier<Uni<T>> work,
                BooleanSupplier wanted,
                UniEmitter<? super T> emitter) {
            this.owner = owner;
            this.work = work;
            this.wanted = wanted;
            this.emitter = emitter;
        }

        void start() {
            Uni.createFrom()
                    .deferred(() -> work.get())
                    .onTermination()
                    .invoke(() -> release(this))
                    .subscribe()
                    .with(emitter::complete, emitter::fail);
        }
    }
}
