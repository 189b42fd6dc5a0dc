package org.dreamlms.books.book;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.dreamlms.books.api.BookVisibility;
import org.dreamlms.books.dcs.DcsException;

/** Says whether a caller may know of a book, also where the book itself has to be looked at. */
@ApplicationScoped
public class VisibleBooks {

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
        return catalog.find(bookId)
                .map(found -> found.value().filter(book -> book.book().published()).isPresent());
    }
}
