package org.dreamlms.books.caller;

import java.util.Objects;
import java.util.Set;

/** Which books a caller may know of. Of the others it is told what it is told of unknown ones. */
public final class BookVisibility {

    /** Every book. */
    public static final BookVisibility ALL = new BookVisibility(true, false, Set.of());

    /** Every book that is published. */
    public static final BookVisibility PUBLISHED = new BookVisibility(false, true, Set.of());

    /** No book. */
    public static final BookVisibility NONE = new BookVisibility(false, false, Set.of());

    private final boolean all;
    private final boolean published;
    private final Set<Integer> ids;
    private final int hash;

    private BookVisibility(boolean all, boolean published, Set<Integer> ids) {
        this.all = all;
        this.published = published;
        this.ids = ids;
        this.hash = Objects.hash(all, published, ids);
    }

    /** These books and no other. */
    public static BookVisibility of(Set<Integer> ids) {
        return new BookVisibility(false, false, Set.copyOf(ids));
    }

    /** Equal to one that shows the same books. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof BookVisibility that
                        && all == that.all
                        && published == that.published
                        && hash == that.hash
                        && ids.equals(that.ids);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Whether nothing is hidden. */
    public boolean all() {
        return all;
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
     */
    public boolean sees(int id, boolean isPublished) {
        return sees(id) || published && isPublished;
    }
}
