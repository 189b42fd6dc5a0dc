package org.dreamlms.books.book;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import org.dreamlms.books.caller.BookVisibility;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The books that the rows of one answer refer to, as they are put into the answer. One that the
 * caller may not know of looks there like one that DCS does not have.
 */
public final class EmbeddedBooks {

    /**
     * The field (RFC 9209) that tells a client why {@code book} is null though {@code book_missing}
     * is false.
     */
    public static final String DEGRADED_HEADER = "Proxy-Status";

    /** What {@link #DEGRADED_HEADER} says then. */
    public static final String DEGRADED = "dcs-books; error=destination_unavailable";

    private final BookLookup books;
    private final BookLookup named;

    private EmbeddedBooks(BookLookup books, BookLookup named) {
        this.books = books;
        this.named = named;
    }

    /**
     * Looks the books up, in one go; never fails. Waits for DCS: to be called from worker threads
     * only.
     *
     * @param visible which books the caller may know of
     */
    public static EmbeddedBooks of(
            BookCatalog catalog, Collection<Integer> ids, BookVisibility visible) {
        var books = catalog.findAll(BatchAnswer.toAsk(ids, visible)).await().indefinitely();
        var seen = BatchAnswer.hide(ids, books, visible);
        return new EmbeddedBooks(seen, seen);
    }

    /**
     * Looks up the books of rows that are the caller's own, as {@link #of} does: of those that the
     * caller may not know of, title and name are there.
     */
    public static EmbeddedBooks withNames(
            BookCatalog catalog, Collection<Integer> ids, BookVisibility visible) {
        var books = catalog.findAll(ids).await().indefinitely();
        return new EmbeddedBooks(BatchAnswer.hide(ids, books, visible), books);
    }

    /** What an answer says of this book. */
    public Embedded get(int id) {
        return new Embedded(
                find(books, id)
                        .map(book -> new String(book.json().bytes(), StandardCharsets.UTF_8))
                        .orElse(null),
                books.missing().contains(id),
                find(books, id).map(RenderedBook::book),
                find(named, id).map(RenderedBook::book));
    }

    /** Whether DCS could not be asked for some of them. */
    public boolean degraded() {
        return !books.unknown().isEmpty();
    }

    private static Optional<RenderedBook> find(BookLookup books, int id) {
        return Optional.ofNullable(books.found().get(id));
    }

    /**
     * One book in an answer.
     *
     * @param json the book as JSON, null when DCS does not have it or could not be asked, or the
     *     caller may not know of it
     * @param missing whether DCS does not have it, as far as the caller may know
     * @param book the book, to take single fields from
     * @param named the book, to take its title and its name from
     */
    @Schema(hidden = true)
    public record Embedded(
            String json, boolean missing, Optional<Book> book, Optional<Book> named) {

        /** The book's title, null when the book is not known. */
        public String title() {
            return named.map(Book::title).orElse(null);
        }

        /** The path of the book's cover, null when the book is not known. */
        public String coverUrl() {
            return book.map(Book::coverImageUrl).orElse(null);
        }

        /** The book's name in DCS, null when the book is not known. */
        public String name() {
            return named.map(Book::bookName).orElse(null);
        }

        /** The publisher's name, null when the book is not known. */
        public String publisher() {
            return book.map(Book::publisherName).orElse(null);
        }
    }
}
