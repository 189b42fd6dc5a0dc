package org.dreamlms.books.cache;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Which keys are read the most: the last {@value #SAMPLES} of a part of all reads. The more reads
 * there are, the smaller is the part, so that some hundred samples are taken each second at the
 * most; with few reads all of them are samples. To the other reads it costs a random number.
 * (Caffeine's own order of entries can't tell: it keeps none while there is room for twice as
 * many.) Safe for use by many threads.
 */
public final class SampledReads {

    private static final int SAMPLES = 4_096;

    /** After so many samples it is judged whether they come too fast. */
    private static final int JUDGED = 256;

    private static final long TOO_FAST_NANOS = 1_000_000_000L;
    private static final long TOO_SLOW_NANOS = 8 * TOO_FAST_NANOS;
    private static final int MAX_MASK = 0xffff;

    private final AtomicIntegerArray samples = new AtomicIntegerArray(SAMPLES);
    private final AtomicInteger next = new AtomicInteger();
    private long judgedAt = System.nanoTime();

    /** Of a random number these bits have to be 0: all reads, every second, every fourth, … */
    private volatile int mask;

    /**
     * A key and its part of the reads.
     *
     * @param share above 0, up to 1
     */
    public record Share(int key, double share) {}

    /** A key is read. */
    public void read(int key) {
        int now = mask;
        if (now == 0 || (ThreadLocalRandom.current().nextInt() & now) == 0) {
            sample(key);
        }
    }

    private void sample(int key) {
        int index = next.getAndIncrement();
        samples.set(index & SAMPLES - 1, key);
        if ((index & JUDGED - 1) == JUDGED - 1) {
            judge(System.nanoTime());
        }
    }

    /** Package-private for tests: {@link #JUDGED} samples have come since it was last called. */
    synchronized void judge(long now) {
        var taken = now - judgedAt;
        judgedAt = now;
        if (taken < TOO_FAST_NANOS) {
            mask = Math.min(MAX_MASK, mask << 1 | 1);
        } else if (taken > TOO_SLOW_NANOS) {
            mask >>= 1;
        }
    }

    /** One of how many reads is a sample, on the average. */
    public int every() {
        return mask + 1;
    }

    /** The keys that are read the most, the most read first. */
    public List<Share> most(int number) {
        int taken = next.get();
        // Below 0 after two thousand million.
        int count = taken < 0 ? SAMPLES : Math.min(SAMPLES, taken);
        var counts = new HashMap<Integer, Integer>();
        for (int i = 0; i < count; i++) {
            counts.merge(samples.get(i), 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .sorted(
                        Map.Entry.<Integer, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(number)
                .map(entry -> new Share(entry.getKey(), (double) entry.getValue() / count))
                .toList();
    }
}
