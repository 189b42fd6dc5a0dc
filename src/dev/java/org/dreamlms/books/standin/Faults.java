package org.dreamlms.books.standin;

import java.util.ArrayList;
import java.util.List;

/**
 * The faults that are planned, by operation (see {@link StandInDcs#calls(String)}; {@link #ANY} is
 * every operation). A request takes the first one planned that fits it. Thread-safe.
 */
public final class Faults {

    /** Stands for every operation. */
    public static final String ANY = "*";

    private final List<Planned> planned = new ArrayList<>();
    private volatile boolean none = true;

    Faults() {}

    /** The next n requests of this operation fail like this. */
    public synchronized void next(int n, String operation, Fault fault) {
        if (n > 0) {
            planned.add(new Planned(operation, fault, n));
            none = false;
        }
    }

    /** Every request of this operation fails like this, until {@link #clear()}. */
    public void always(String operation, Fault fault) {
        next(Integer.MAX_VALUE, operation, fault);
    }

    /** Nothing fails any more; what hangs already goes on hanging. */
    public synchronized void clear() {
        planned.clear();
        none = true;
    }

    Fault take(String operation) {
        return none ? null : takePlanned(operation);
    }

    private synchronized Fault takePlanned(String operation) {
        for (var plan : planned) {
            if (plan.operation.equals(ANY) || plan.operation.equals(operation)) {
                if (--plan.left == 0) {
                    planned.remove(plan);
                    none = planned.isEmpty();
                }
                return plan.fault;
            }
        }
        return null;
    }

    private static final class Planned {

        private final String operation;
        private final Fault fault;
        private int left;

        private Planned(String operation, Fault fault, int left) {
            this.operation = operation;
            this.fault = fault;
            this.left = left;
        }
    }
}
