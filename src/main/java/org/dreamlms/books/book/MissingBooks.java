package org.dreamlms.books.book;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response.Status;
import org.dreamlms.books.http.problem.ProblemException;

/** Says that DCS does not have a book, and counts it as {@code books_not_found_total}. */
@Startup // its counter is there before the first one
@ApplicationScoped
public class MissingBooks {

    private final Counter counter;
    private final BookCatalog catalog;

    MissingBooks(MeterRegistry registry, BookCatalog catalog) {
        this.catalog = catalog;
        counter =
                Counter.builder("books.not.found")
                        .description("Requests for books that DCS does not have")
                        .register(registry);
    }

    /** The 404 to throw for this book. */
    public ProblemException book(int id) {
        counter.increment();
        return notFound(id);
    }

    /** For a book that the caller may not know of, which is counted if DCS lacks it. */
    public ProblemException hidden(int id) {
        var known = catalog.glance(id);
        return known != null && known.value().isEmpty() ? book(id) : notFound(id);
    }

    private static ProblemException notFound(int id) {
        return ProblemException.of(Status.NOT_FOUND, "Book " + id + " not found in DCS");
    }

    void count(int books) {
        counter.increment(books);
    }
}
