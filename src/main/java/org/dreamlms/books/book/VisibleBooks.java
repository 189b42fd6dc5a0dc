package org.dreamlms.books.book;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.dreamlms.books.cache.Found;
import org.dreamlms.books.caller.BookVisibility;
import org.dreamlms.books.dcs.DcsException;

/** Says whether a caller may know of a book, also where the book itself has to be looked at. */
@ApplicationScoped
public class VisibleBooks {

    private static final String KEY = VisibleBooks.class.getName();

    private final BookCatalog catalog;

    VisibleBooks(BookCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Whether the caller may know of this book.
     *
     * @return fails with {@link DcsException} when DCS has to be asked and can't be
     */
    public Uni<Boolean> sees(BookVisibility caller, int bookId) {
        if (caller.sees(bookId) || !caller.published()) {
            return Uni.createFrom().item(caller.sees(bookId));
        }
        return catalog.look(bookId).map(found -> seen(found, caller));
    }

    /**
     * Requires it of a request; what was found out about the book stays with it, for {@link #seen}.
     */
    public Uni<Boolean> sees(BookVisibility caller, int bookId, RoutingContext request) {
        if (caller.sees(bookId) || !caller.published()) {
            return sees(caller, bookId);
        }
        return catalog.look(bookId)
                .invoke(found -> request.put(KEY, found))
                .map(found -> seen(found, caller));
    }

    /** The book in the request's path, as it was looked at already; null when it was not. */
    static Found<RenderedBook> seen(RoutingContext request) {
        return request.get(KEY);
    }

    /**
     * Whether the book is this publisher's, whatever its state.
     *
     * @return fails with {@link DcsException} when DCS has to be asked and can't be
     */
    public Uni<Boolean> isOf(int publisher, int bookId) {
        return catalog.look(bookId)
                .map(
                        found ->
                                found.value()
                                        .filter(book -> book.book().publisherId() == publisher)
                                        .isPresent());
    }

    private static boolean seen(Found<RenderedBook> found, BookVisibility caller) {
        return found.value().filter(book -> book.book().seenBy(caller)).isPresent();
    }
}
