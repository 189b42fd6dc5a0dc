package org.dreamlms.books.http;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Byte arrays that several requests hold at once, in an account of {@link SharedBytes}. Each counts
 * once, on one of its owners, however many hold it: a cache may have let go of it, and then they
 * alone keep it. Safe for use by many threads.
 */
public final class SharedArrays {

    private final SharedBytes memory;
    private final long most;
    private final Map<byte[], Holders> arrays = new IdentityHashMap<>();

    /**
     * @param memory the account
     * @param most how many bytes an array counts at the most, so that one that is larger than a
     *     single owner's share can be held at all
     */
    public SharedArrays(SharedBytes memory, long most) {
        this.memory = memory;
        this.most = most;
    }

    private static final class Holders {

        private final Map<Object, Integer> requests = new HashMap<>();
        private Object charged;
    }

    /**
     * Holds an array, to be given back.
     *
     * @return whether there was memory for it; if not, it is not held
     */
    public synchronized boolean take(Object owner, byte[] array) {
        var holders = arrays.get(array);
        if (holders == null) {
            if (!memory.take(owner, size(array))) {
                return false;
            }
            holders = new Holders();
            holders.charged = owner;
            arrays.put(array, holders);
        }
        holders.requests.merge(owner, 1, Integer::sum);
        return true;
    }

    /** Holds it no longer, for one of this owner's requests. */
    public synchronized void give(Object owner, byte[] array) {
        var holders = arrays.get(array);
        holders.requests.computeIfPresent(owner, (same, n) -> n == 1 ? null : n - 1);
        if (holders.requests.isEmpty()) {
            arrays.remove(array);
            memory.give(holders.charged, size(array));
        } else if (!holders.requests.containsKey(holders.charged)) {
            var next = holders.requests.keySet().iterator().next();
            memory.move(holders.charged, next, size(array));
            holders.charged = next;
        }
    }

    private long size(byte[] array) {
        return Math.min(most, array.length);
    }
}
