package org.dreamlms.books.http.input;

import org.dreamlms.books.http.problem.ProblemException;

/** Reads the query parameters by which rows are filtered. */
public final class RowFilters {

    private RowFilters() {}

    /**
     * A book's id; null when it was not sent.
     *
     * @throws ProblemException 400 when it is not an integer from 1 to 2147483647
     */
    public static Integer bookId(String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        return BookId.tryParse(text, 0)
                .orElseThrow(
                        () ->
                                ProblemException.badRequest(
                                        "book_id", "must be an integer from 1 to 2147483647"));
    }
}
