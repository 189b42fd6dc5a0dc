package org.dreamlms.books.replica;

/** Tells every replica, this one among them, that something has changed. */
public interface Announcer {

    /**
     * To be called in the transaction that makes the change: the news goes out when it commits, and
     * not at all when it does not. Blocks: for worker threads only.
     */
    void announce(Invalidation news);
}
