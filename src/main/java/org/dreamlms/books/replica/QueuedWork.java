package org.dreamlms.books.replica;

/** Some replica has put work into a queue that all of them share; a CDI event. */
public enum QueuedWork {
    /** There may be some; how much, the queue itself says. */
    SOME
}
