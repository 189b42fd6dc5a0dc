package org.dreamlms.books.content;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.dreamlms.books.api.ProblemException;
import org.dreamlms.books.book.Book;
import org.dreamlms.books.book.BookCatalog;
import org.dreamlms.books.book.MissingBooks;
import org.dreamlms.books.book.RenderedBook;
import org.dreamlms.books.dcs.DcsFolder;

/** Where the files of a book are: files lie under names that only the book itself tells. */
@ApplicationScoped
class BookFolders {

    private final BookCatalog catalog;
    private final MissingBooks missing;

    BookFolders(BookCatalog catalog, MissingBooks missing) {
        this.catalog = catalog;
        this.missing = missing;
    }

    /**
     * The folder of a book, archived or not.
     *
     * @return fails with {@link ProblemException} 404 when DCS does not have the book
     */
    Uni<DcsFolder> find(int bookId) {
        return catalog.find(bookId)
                .map(found -> found.value().orElseThrow(() -> missing.book(bookId)))
                .map(RenderedBook::book)
                .map(BookFolders::of);
    }

    private static DcsFolder of(Book book) {
        return new DcsFolder(book.publisherId(), book.publisherName(), book.bookName());
    }
}
