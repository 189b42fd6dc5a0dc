package org.dreamlms.books.ops.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;

/**
 * A ring of samples, one a minute: those of the last 24 hours, in less than 200 KB. Safe for use by
 * many threads.
 */
final class MinuteSamples {

    /** Of 24 hours. */
    static final int KEPT = 24 * 60;

    private final List<String> columns;
    private final long[] times = new long[KEPT];
    private final float[] values;
    private int next;
    private int count;

    /**
     * @param columns the names of what a sample has
     */
    MinuteSamples(List<String> columns) {
        this.columns = List.copyOf(columns);
        this.values = new float[KEPT * columns.size()];
    }

    /**
     * Adds a sample; the oldest has to go when there are those of 24 hours.
     *
     * @param at in epoch milliseconds
     * @param sample a value for each column; not a number where there is none
     */
    synchronized void add(long at, double... sample) {
        if (sample.length != columns.size()) {
            throw new IllegalArgumentException("a sample has " + columns.size() + " values");
        }
        times[next] = at;
        for (int i = 0; i < sample.length; i++) {
            values[next * sample.length + i] = (float) sample[i];
        }
        next = (next + 1) % KEPT;
        count = Math.min(KEPT, count + 1);
    }

    /** About how many bytes it takes. */
    long bytes() {
        return (long) Long.BYTES * times.length + (long) Float.BYTES * values.length;
    }

    /** The oldest first; each begins with its moment, in epoch seconds. */
    synchronized JsonObject json() {
        var samples = new JsonArray();
        for (int i = 0; i < count; i++) {
            samples.add(sample((next - count + i + KEPT) % KEPT));
        }
        var names = new JsonArray().add("at");
        columns.forEach(names::add);
        return new JsonObject()
                .put("every_seconds", 60)
                .put("columns", names)
                .put("samples", samples);
    }

    private JsonArray sample(int index) {
        var sample = new JsonArray().add(times[index] / 1_000);
        int from = index * columns.size();
        for (float value : Arrays.copyOfRange(values, from, from + columns.size())) {
            if (Float.isFinite(value)) {
                sample.add(rounded(value));
            } else {
                sample.addNull();
            }
        }
        return sample;
    }

    private static Number rounded(float value) {
        double rounded = Math.round(value * 10.0) / 10.0;
        return rounded == Math.rint(rounded) ? (Number) (long) rounded : (Number) rounded;
    }
}
