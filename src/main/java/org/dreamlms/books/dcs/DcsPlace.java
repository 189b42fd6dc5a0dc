package org.dreamlms.books.dcs;

/** Where DCS has a file. */
public sealed interface DcsPlace {

    /** The cover of a book, whatever its file is called. */
    record Cover(DcsFolder folder) implements DcsPlace {}

    /**
     * A file of a book.
     *
     * @param path relative to the book's folder, without "..", as it is called, nothing encoded
     */
    record InBook(DcsFolder folder, String path) implements DcsPlace {}

    /** The logo of a publisher. */
    record Logo(int publisherId) implements DcsPlace {}
}
