package org.dreamlms.books.assignment;

import java.util.Collection;
import java.util.stream.Collectors;
import org.dreamlms.books.book.BookCatalog;
import org.dreamlms.books.book.EmbeddedBooks;
import org.dreamlms.books.caller.BookVisibility;

/**
 * The book of an assignment, in the words that the LMS's screens show: they can't do without a
 * text. AI content may be of no book at all, whose id is 0.
 */
record BookInAssignment(
        String title,
        String name,
        String publisher,
        String coverUrl,
        String json,
        boolean missing) {

    private static final String UNKNOWN = "Unknown Book";
    private static final String AI = "AI Generated";

    /**
     * Looks the books of assignments up, in one go. Everybody who may read an assignment is told
     * its book's title and name, even when the book itself was taken away.
     */
    static EmbeddedBooks lookUp(
            BookCatalog catalog,
            Collection<AssignmentWithActivities> assignments,
            BookVisibility visible) {
        var ids =
                assignments.stream()
                        .map(assignment -> assignment.row().bookId)
                        .collect(Collectors.toSet());
        return EmbeddedBooks.withNames(catalog, ids, visible);
    }

    static BookInAssignment of(AssignmentWithActivities assignment, EmbeddedBooks books) {
        var book = books.get(assignment.row().bookId);
        var ai = assignment.aiType().isPresent();
        return new BookInAssignment(
                orElse(book.title(), ai ? AI : UNKNOWN),
                orElse(book.name(), ai ? AI : ""),
                orElse(book.publisher(), ""),
                book.coverUrl(),
                book.json(),
                book.missing() && !(ai && assignment.row().bookId == 0));
    }

    private static String orElse(String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
