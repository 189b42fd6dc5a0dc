package org.dreamlms.books.ops.console;

import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/**
 * How many calls took how long: the buckets of timers, as Prometheus has them, and quantiles by its
 * rule.
 *
 * @param bounds the upper bounds of the buckets, in milliseconds
 * @param counts how many calls took no longer, in the order of the bounds
 * @param all how many calls there were
 */
record CallTimes(double[] bounds, double[] counts, double all) {

    static CallTimes of(Collection<Timer> timers) {
        double[] bounds = {};
        double[] counts = {};
        double all = 0;
        for (var timer : timers) {
            var buckets = timer.takeSnapshot().histogramCounts();
            if (bounds.length == 0) {
                bounds =
                        Arrays.stream(buckets)
                                .mapToDouble(b -> b.bucket(TimeUnit.MILLISECONDS))
                                .toArray();
                counts = new double[bounds.length];
            }
            for (int i = 0; i < Math.min(counts.length, buckets.length); i++) {
                counts[i] += buckets[i].count();
            }
            all += timer.count();
        }
        return new CallTimes(bounds, counts, all);
    }

    /** Those that came after an earlier look. */
    CallTimes since(CallTimes earlier) {
        if (earlier.counts.length != counts.length) {
            return this;
        }
        var more = new double[counts.length];
        Arrays.setAll(more, i -> counts[i] - earlier.counts[i]);
        return new CallTimes(bounds, more, all - earlier.all);
    }

    /**
     * The time that this part of the calls did not exceed, in milliseconds, evenly spread within
     * its bucket; of what is beyond the last bound, that bound; not a number without any calls.
     */
    double quantile(double part) {
        if (all == 0 || bounds.length == 0) {
            return Double.NaN;
        }
        double rank = part * all;
        for (int i = 0; i < bounds.length; i++) {
            if (counts[i] >= rank) {
                double from = i == 0 ? 0 : bounds[i - 1];
                double below = i == 0 ? 0 : counts[i - 1];
                double within = counts[i] - below;
                return within == 0
                        ? bounds[i]
                        : from + (bounds[i] - from) * (rank - below) / within;
            }
        }
        return bounds[bounds.length - 1];
    }
}
