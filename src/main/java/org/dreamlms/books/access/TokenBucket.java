package org.dreamlms.books.access;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the requests of one caller against a rate. What is kept is the one moment at which the
 * bucket would be full again (the generic cell rate algorithm), so nothing has to be refilled.
 */
final class TokenBucket {

    private static final long MICROS_OF_MINUTE = 60_000_000;

    private final AtomicLong fullAgain = new AtomicLong(Long.MIN_VALUE);

    /**
     * Takes a token.
     *
     * @param nowMillis the time
     * @param perMinute how many tokens come back in a minute, at least 1
     * @param burst how many there are at the most, at least 1
     * @return 0 when there was one, else in how many seconds there will be one, rounded up
     */
    long take(long nowMillis, int perMinute, int burst) {
        long now = nowMillis * 1000;
        long each = MICROS_OF_MINUTE / perMinute;
        while (true) {
            long before = fullAgain.get();
            long after = Math.max(before, now) + each;
            long missing = after - now - each * burst;
            if (missing > 0) {
                return Math.max(1, (missing + 999_999) / 1_000_000);
            }
            if (fullAgain.compareAndSet(before, after)) {
                return 0;
            }
        }
    }
}
