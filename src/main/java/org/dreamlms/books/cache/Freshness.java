package org.dreamlms.books.cache;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.dreamlms.books.Settings;

/**
 * How long a cached value is fresh, how long it may still be answered after that, and how long an
 * absence is remembered.
 *
 * @param fresh how long a value is answered without a refresh, before the spread
 * @param stale the age up to which a value is answered at all
 * @param missing how long "DCS does not have it" is remembered
 * @param retryPause how long after a failed refresh the next one is tried
 * @param spreadPercent how far {@code fresh} is spread at random to either side
 */
public record Freshness(
        Duration fresh, Duration stale, Duration missing, Duration retryPause, int spreadPercent) {

    public static Freshness ofBooks(Settings.Freshness settings) {
        return of(settings.books(), settings);
    }

    /** The settings' rule for values that are fresh for this long. */
    public static Freshness of(Duration fresh, Settings.Freshness settings) {
        return new Freshness(
                fresh,
                settings.stale(),
                settings.missing(),
                settings.retryPause(),
                settings.spreadPercent());
    }

    /** A lifetime for one value, in milliseconds. */
    long lifetimeMillis(boolean present, RandomGenerator random) {
        if (!present) {
            return missing.toMillis();
        }
        long spread = fresh.toMillis() * spreadPercent / 100;
        return fresh.toMillis() + (spread == 0 ? 0 : random.nextLong(-spread, spread + 1));
    }
}
