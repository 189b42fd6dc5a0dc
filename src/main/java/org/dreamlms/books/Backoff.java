package org.dreamlms.books;

import java.util.concurrent.ThreadLocalRandom;

/** Pauses that double up to a longest one, each shortened at random by up to a half. */
public final class Backoff {

    private final long first;
    private final long longest;
    private long next;

    /**
     * @param first in milliseconds
     * @param longest in milliseconds
     */
    public Backoff(long first, long longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** The next pause in milliseconds; replicas that start together do not stay together. */
    public long next() {
        var pause = next;
        next = Math.min(2 * pause, longest);
        return ThreadLocalRandom.current().nextLong(pause / 2, pause + 1);
    }

    /** Begins again with the first pause, after a success. */
    public void reset() {
        next = first;
    }
}
