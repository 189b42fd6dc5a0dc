package org.dreamlms.books.api;

/** Says which books a caller may know of. */
public interface BookVisibility {

    /**
     * Whether the caller may see this book. May ask the database: to be called from worker threads
     * only.
     */
    boolean sees(Caller caller, int bookId);
}
