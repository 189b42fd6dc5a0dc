package org.dreamlms.books.caller;

import java.util.Objects;
import java.util.Set;

/** Which books a caller may know of. Of the others it is told what it is told of unknown ones. */
public final class BookVisibility {

    private static final int NO_PUBLISHER = 0;

    /** Every book. */
    public static final BookVisibility ALL = new BookVisibility(true, false, Set.of());

    /** Every book that is published. */
    public static final BookVisibility PUBLISHED = new BookVisibility(false, true, Set.of());

    /** No book. */
    public static final BookVisibility NONE = new BookVisibility(false, false, Set.of());

    private final boolean all;
    private final boolean published;
    private final Set<Integer> ids;
    private final int publisher;
    private final boolean hidesPublisher;
    private final int hash;

    private BookVisibility(boolean all, boolean published, Set<Integer> ids) {
        this(all, published, ids, NO_PUBLISHER, false);
    }

    private BookVisibility(
            boolean all,
            boolean published,
            Set<Integer> ids,
            int publisher,
            boolean hidesPublisher) {
        this.all = all;
        this.published = published;
        this.ids = ids;
        this.publisher = publisher;
        this.hidesPublisher = hidesPublisher;
        this.hash = Objects.hash(all, published, ids, publisher, hidesPublisher);
    }

    /** Every book that is published, and each of this publisher, whatever its state. */
    public static BookVisibility ofPublisher(int publisher) {
        return new BookVisibility(false, true, Set.of(), publisher, false);
    }

    /** These books and no other. */
    public static BookVisibility of(Set<Integer> ids) {
        return new BookVisibility(false, false, Set.copyOf(ids));
    }

    /** These books, without the ids of their publishers. */
    public BookVisibility hidingPublisher() {
        return new BookVisibility(all, published, ids, publisher, true);
    }

    /** Equal to one that shows the same of the same books. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof BookVisibility that
                        && all == that.all
                        && published == that.published
                        && publisher == that.publisher
                        && hidesPublisher == that.hidesPublisher
                        && hash == that.hash
                        && ids.equals(that.ids);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Some bytes that its ids take. */
    public long weight() {
        return 32L * ids.size();
    }

    /** Whether nothing is hidden. */
    public boolean all() {
        return all;
    }

    /** Whether books are shown without the ids of their publishers. */
    public boolean hidesPublisher() {
        return hidesPublisher;
    }

    /** Whether a look at the book itself decides: {@link #sees(int)} knows too little then. */
    public boolean published() {
        return published;
    }

    /** Whether the caller may know of this book, whatever its state. */
    public boolean sees(int id) {
        return all || ids.contains(id);
    }

    /**
     * Whether the caller may know of this book.
     *
     * @param isPublished whether the book is published
     * @param itsPublisher the book's publisher
     */
    public boolean sees(int id, boolean isPublished, int itsPublisher) {
        return sees(id) || published && (isPublished || publisher == itsPublisher);
    }
}
