package org.dreamlms.books.page;

/** Brings the activities of a book into the database that nobody has imported yet. */
public interface MissingActivities {

    /** Has the book imported in the background, once; returns at once and never fails. */
    void importOnce(int bookId);
}
