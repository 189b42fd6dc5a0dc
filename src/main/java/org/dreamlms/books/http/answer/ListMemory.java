package org.dreamlms.books.http.answer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.dreamlms.books.Bounds;
import org.dreamlms.books.http.problem.ProblemException;

/**
 * Memory for lists that are being made of rows. A list holds its rows several times until it is
 * JSON: as the driver has them, as objects and as text. Blocks: for worker threads only.
 */
@ApplicationScoped
public class ListMemory {

    private static final int MEGABYTE = 1024 * 1024;

    /** How many bytes of rows a list may have. A single row that has more is a list by itself. */
    public static final int LIST_BYTES = MEGABYTE;

    /** For all lists together. */
    private static final int ALL_BYTES = 24 * MEGABYTE;

    /** What a byte of a row takes until the list is JSON. */
    private static final int FACTOR = 4;

    private static final int WAIT_SECONDS = 5;

    private final Semaphore bytes = new Semaphore(ALL_BYTES, true);

    void bounds(@Observes Bounds bounds) {
        bounds.bytes("lists-of-rows", ALL_BYTES, () -> ALL_BYTES - bytes.availablePermits());
    }

    /**
     * Makes a list when there is memory for it.
     *
     * @param rowBytes how many bytes its rows have
     * @throws ProblemException 503 when there is none for 5 seconds
     */
    public <T> T during(long rowBytes, Supplier<T> work) {
        int needed = (int) Math.min(ALL_BYTES, rowBytes * FACTOR);
        try {
            if (!bytes.tryAcquire(needed, WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw ProblemException.later(503, "Too many large lists are under way", 5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.later(503, "The service is going down", 5);
        }
        try {
            return work.get();
        } finally {
            bytes.release(needed);
        }
    }
}
