package org.dreamlms.books.ops;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dreamlms.books.ops.ReferenceReport.Missing;

/** What an audit has found so far: numbers, and the first books that are missing. */
final class ReferenceFindings {

    private final List<Missing> shown = new ArrayList<>();
    private long books;
    private long references;
    private long missingBooks;
    private long missingReferences;
    private long unknownBooks;
    private long unknownReferences;

    void known(Missing book) {
        books++;
        references += book.references();
    }

    void missing(Missing book) {
        known(book);
        missingBooks++;
        missingReferences += book.references();
        if (shown.size() < ReferenceReport.SHOWN) {
            shown.add(book);
        }
    }

    void unknown(Missing book) {
        known(book);
        unknownBooks++;
        unknownReferences += book.references();
    }

    ReferenceReport report(Instant at) {
        return new ReferenceReport(
                at,
                references,
                books,
                missingReferences,
                missingBooks,
                List.copyOf(shown),
                unknownBooks,
                unknownReferences);
    }
}
