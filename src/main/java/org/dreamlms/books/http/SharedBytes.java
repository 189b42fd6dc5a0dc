package org.dreamlms.books.http;

import java.util.HashMap;
import java.util.Map;

/**
 * A number of bytes of memory that requests share. Each owner, normally a caller, may use a part of
 * it only, so that one of them can't take it all. Safe for use by many threads.
 */
public final class SharedBytes {

    private final long all;
    private final long each;
    private final Map<Object, Long> byOwner = new HashMap<>();
    private long used;

    /**
     * Nothing of it is used at first.
     *
     * @param all how many bytes there are
     * @param each how many of them one owner may use
     */
    public SharedBytes(long all, long each) {
        this.all = all;
        this.each = each;
    }

    /**
     * Takes some bytes, to be given back.
     *
     * @param owner compared by {@link Object#equals}
     * @return whether there were so many left, for all and for this owner; if not, none are taken
     */
    public synchronized boolean take(Object owner, long bytes) {
        long own = byOwner.getOrDefault(owner, 0L) + bytes;
        if (own > each || used + bytes > all) {
            return false;
        }
        used += bytes;
        byOwner.put(owner, own);
        return true;
    }

    /** Gives back what was taken, all at once or in parts. */
    public synchronized void give(Object owner, long bytes) {
        if (bytes == 0) {
            return;
        }
        used -= bytes;
        byOwner.computeIfPresent(owner, (same, own) -> own == bytes ? null : own - bytes);
    }

    /** Has bytes that one owner took count for another, whatever that one has already. */
    synchronized void move(Object from, Object to, long bytes) {
        give(from, bytes);
        used += bytes;
        byOwner.merge(to, bytes, Long::sum);
    }

    /** How many bytes are in use. */
    public synchronized long used() {
        return used;
    }
}
