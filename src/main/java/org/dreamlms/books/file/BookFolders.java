package org.dreamlms.books.file;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.dreamlms.books.Settings;
import org.dreamlms.books.book.Book;
import org.dreamlms.books.book.BookCatalog;
import org.dreamlms.books.book.MissingBooks;
import org.dreamlms.books.book.RenderedBook;
import org.dreamlms.books.dcs.DcsException;
import org.dreamlms.books.dcs.DcsFolder;
import org.dreamlms.books.http.problem.ProblemException;

/**
 * Where the files of a book are: files lie under names that only the book itself tells. To look for
 * them is no read of the book.
 */
@ApplicationScoped
public class BookFolders {

    private final BookCatalog catalog;
    private final Duration limit;
    private final MissingBooks missing;

    BookFolders(BookCatalog catalog, MissingBooks missing, Settings settings) {
        this.catalog = catalog;
        this.missing = missing;
        this.limit = settings.dcs().callLimit();
    }

    /**
     * The folder of a book, archived or not.
     *
     * @return fails with {@link ProblemException} 404 when DCS does not have the book
     */
    public Uni<DcsFolder> find(int bookId) {
        return catalog.look(bookId)
                .map(found -> found.value().orElseThrow(() -> missing.book(bookId)))
                .map(RenderedBook::book)
                .map(BookFolders::of);
    }

    /** The folder as far as memory has it, without waiting; null when DCS has to be asked. */
    DcsFolder peek(int bookId) {
        var found = catalog.glance(bookId);
        return found == null ? null : found.value().map(book -> of(book.book())).orElse(null);
    }

    /** The folder of a book that memory knows, however old; nothing is counted or refreshed. */
    public Optional<DcsFolder> remembered(int bookId) {
        return catalog.remembered(bookId).map(BookFolders::of);
    }

    /**
     * Does something with the folder of a book. All of it together ends within the time that a
     * caller waits, however many calls of DCS it takes; what memory is being filled with goes on.
     */
    public <T> Uni<T> with(int bookId, Function<DcsFolder, Uni<? extends T>> work) {
        return inTime(find(bookId).flatMap(work));
    }

    /** Limits the time of an answer that needs no folder. */
    public <T> Uni<T> inTime(Uni<T> work) {
        return work.ifNoItem().after(limit).failWith(() -> DcsException.notInTime(limit));
    }

    private static DcsFolder of(Book book) {
        return new DcsFolder(book.publisherId(), book.publisherName(), book.bookName());
    }
}
