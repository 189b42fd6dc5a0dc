package org.dreamlms.books.replica;

/**
 * What is remembered of this may be out of date. Caches observe it as a CDI event and mark what
 * they hold as stale. Its observers are {@code book.BookCatalog} (books and their list), {@code
 * page.FileInvalidation} (config.json, films, images), {@code publisher.Publishers} and {@code
 * access.CallerDirectory} (which books a caller may know of).
 *
 * @param subject what changed
 * @param id of what: of the book or of the publisher; 0 where the subject has none
 */
public record Invalidation(Subject subject, int id) {

    /** What can change behind a cache. */
    public enum Subject {
        /** A book of DCS: itself, its entry in the list, its files and its config. */
        BOOK,
        /** A publisher of DCS: its name, its logo, and its books, which carry its name. */
        PUBLISHER,
        /** Which books schools and teachers may use. */
        RIGHTS,
        /** Which assignments students have, and their books with them. */
        STUDENT_RIGHTS,
        /** Anything: a message may have been missed. */
        EVERYTHING
    }

    /** A book of DCS has changed, come or gone. */
    public static Invalidation book(int id) {
        return new Invalidation(Subject.BOOK, id);
    }

    /** A publisher of DCS has changed, come or gone. */
    public static Invalidation publisher(int id) {
        return new Invalidation(Subject.PUBLISHER, id);
    }

    /** Which books schools and teachers may use has changed. */
    public static Invalidation rights() {
        return new Invalidation(Subject.RIGHTS, 0);
    }

    /** Which assignments students have has changed. */
    public static Invalidation studentRights() {
        return new Invalidation(Subject.STUDENT_RIGHTS, 0);
    }

    /** A message may have been missed. */
    public static Invalidation everything() {
        return new Invalidation(Subject.EVERYTHING, 0);
    }
}
