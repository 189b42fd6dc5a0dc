package org.dreamlms.books.book;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.dreamlms.books.caller.BookVisibility;
import org.dreamlms.books.dcs.DcsException;
import org.dreamlms.books.http.problem.ProblemException;

/** Says whether something new may be built on a book. */
@ApplicationScoped
public class UsableBooks {

    private static final String FIELD = "book_id";

    private final BookCatalog catalog;

    UsableBooks(BookCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Returns the book when it is there for this caller and not archived. Waits for DCS: to be
     * called from worker threads only, and not within a transaction.
     *
     * @throws ProblemException 422 when it is not
     * @throws DcsException when DCS can't be asked and memory does not know the book
     */
    public Book require(BookVisibility visible, int id) {
        var book =
                visible.sees(id) || visible.published()
                        ? catalog.find(id).await().indefinitely().value()
                        : Optional.<RenderedBook>empty();
        book = book.filter(found -> found.book().seenBy(visible));
        if (book.isEmpty()) {
            throw ProblemException.unprocessable(FIELD, "%d does not exist in DCS".formatted(id));
        }
        if (book.get().book().archived()) {
            throw ProblemException.unprocessable(
                    FIELD, "%d is archived: nothing new can be built on it".formatted(id));
        }
        return book.get().book();
    }
}
