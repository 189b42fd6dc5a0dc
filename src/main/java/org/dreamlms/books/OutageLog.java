package org.dreamlms.books;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Logs one kind of event that many requests may bring about, such as an outage or a client that
 * misbehaves: at most once a minute, with the number of those that were left out since the line
 * before. Those are logged where the level is debug. Safe for use by many threads.
 */
public final class OutageLog {

    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Logger log;
    private final Logger.Level level;
    private final Clock clock;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong leftOut = new AtomicLong();

    /**
     * @param level of the line; at most {@code WARN} for what a client can cause
     */
    public OutageLog(Logger log, Logger.Level level, Clock clock) {
        this.log = log;
        this.level = level;
        this.clock = clock;
    }

    /**
     * Logs an event, or counts it.
     *
     * @param format as of {@link String#format}
     */
    public void say(String format, Object... values) {
        long now = clock.millis();
        long due = next.get();
        if (now >= due && next.compareAndSet(due, now + EVERY.toMillis())) {
            long more = leftOut.getAndSet(0);
            log.logf(level, format + ending(more), values);
        } else {
            leftOut.incrementAndGet();
            log.debugf(format, values);
        }
    }

    /**
     * Logs an event with its stack trace, or counts it.
     *
     * @param format as of {@link String#format}
     */
    public void say(Throwable failure, String format, Object... values) {
        long now = clock.millis();
        long due = next.get();
        if (now >= due && next.compareAndSet(due, now + EVERY.toMillis())) {
            log.logf(level, failure, format + ending(leftOut.getAndSet(0)), values);
        } else {
            leftOut.incrementAndGet();
            log.debugf(failure, format, values);
        }
    }

    private static String ending(long more) {
        return more == 0
                ? " (said once a minute)"
                : String.format(Locale.ROOT, " (said once a minute; … and %,d more)", more);
    }
}
