package org.dreamlms.books;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for work that must go on while clients hold all workers. They are started when they are
 * needed, and end when they have had nothing to do for a while.
 */
public final class OwnThreads {

    private static final long IDLE_SECONDS = 60;

    private OwnThreads() {}

    /**
     * A pool.
     *
     * @param name of its threads
     * @param threads how many there are at the most
     * @param waiting how many tasks may wait; of more, {@link
     *     java.util.concurrent.RejectedExecutionException} is thrown
     */
    public static ExecutorService named(String name, int threads, int waiting) {
        var pool =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(waiting),
                        task -> {
                            var thread = new Thread(task, name);
                            thread.setDaemon(true);
                            return thread;
                        });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
