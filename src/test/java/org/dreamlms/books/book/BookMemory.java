package org.dreamlms.books.book;

/** What the service under test has of books in memory. */
public final class BookMemory {

    private BookMemory() {}

    /** Forgets all single books. */
    public static void forget(BookCatalog catalog) {
        catalog.forget();
    }
}
