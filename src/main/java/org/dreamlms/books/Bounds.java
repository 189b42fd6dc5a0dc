package org.dreamlms.books;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What a replica may hold at most, and holds at the moment. It is fired as a CDI event at the
 * start: whoever has a bound observes it and adds that, so that operators see all of them side by
 * side. What tells the value of a bound is asked every few seconds, by threads of operators, and
 * must not wait for anything.
 */
public final class Bounds {

    /** What is counted. */
    public enum Unit {
        BYTES,
        COUNT
    }

    /**
     * One of them.
     *
     * @param name as metrics and console call it, such as {@code dcs-calls}
     * @param limit the most that there may be, above 0
     * @param now how much there is
     */
    public record Bound(String name, Unit unit, long limit, LongSupplier now) {}

    private final List<Bound> all = new ArrayList<>();

    /** Adds a bound of memory. */
    public void bytes(String name, long limit, LongSupplier now) {
        all.add(new Bound(name, Unit.BYTES, limit, now));
    }

    /** Adds a bound of a number of things. */
    public void count(String name, long limit, LongSupplier now) {
        all.add(new Bound(name, Unit.COUNT, limit, now));
    }

    /** All that were added, in that order. */
    public List<Bound> all() {
        return List.copyOf(all);
    }
}
