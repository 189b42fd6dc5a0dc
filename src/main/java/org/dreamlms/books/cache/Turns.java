package org.dreamlms.books.cache;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Lets so much work be under way at once; more waits for its turn, without a thread, in the order
 * in which it came. Safe for use by many threads.
 */
public final class Turns {

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int free;

    /**
     * @param atOnce how much, at least 1
     */
    public Turns(int atOnce) {
        free = atOnce;
    }

    /**
     * Does the work when its turn has come.
     *
     * @param work must end by itself: its turn ends with it
     */
    public <T> Uni<T> take(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .emitter(
                        emitter ->
                                start(
                                        () ->
                                                Uni.createFrom()
                                                        .deferred(() -> work.get())
                                                        .onTermination()
                                                        .invoke(this::next)
                                                        .subscribe()
                                                        .with(emitter::complete, emitter::fail)));
    }

    private void start(Runnable work) {
        synchronized (this) {
            if (free == 0) {
                waiting.add(work);
                return;
            }
            free--;
        }
        work.run();
    }

    private void next() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                free++;
                return;
            }
        }
        // Not here: what ends at once would lead deeper and deeper.
        Infrastructure.getDefaultWorkerPool().execute(next);
    }
}
