package org.dreamlms.books;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Logs one kind of failure that, while it lasts, every request meets: in full once a minute, else
 * only where the level is debug.
 */
public final class OutageLog {

    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Logger log;
    private final Logger.Level level;
    private final Clock clock;
    private final AtomicLong next = new AtomicLong();

    /**
     * @param level at which it is said once a minute
     */
    public OutageLog(Logger log, Logger.Level level, Clock clock) {
        this.log = log;
        this.level = level;
        this.clock = clock;
    }

    /**
     * Logs a failure, or doesn't.
     *
     * @param format as of {@link String#format}
     */
    public void say(String format, Object... values) {
        long now = clock.millis();
        long due = next.get();
        if (now >= due && next.compareAndSet(due, now + EVERY.toMillis())) {
            log.logf(level, format + " (said once a minute)", values);
        } else {
            log.debugf(format, values);
        }
    }
}
