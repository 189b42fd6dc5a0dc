package org.dreamlms.books.book.list;

import org.dreamlms.books.http.input.Ints;
import org.dreamlms.books.http.input.PageRequest;
import org.dreamlms.books.http.problem.ProblemException;

/**
 * Which books of the list are asked for; a null asks for no restriction.
 *
 * @param search what title, book name or publisher must contain, in any case
 */
public record BookQuery(String search, Integer publisherId, String publisher, PageRequest page) {

    /** Some bytes that its texts take. */
    long weight() {
        return 2L * (length(search) + length(publisher));
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }

    /**
     * @throws ProblemException 400 when the publisher's id is not an integer from 1 to 2147483647
     */
    public static BookQuery parse(
            String search, String publisherId, String publisher, PageRequest page) {
        return new BookQuery(
                blankToNull(search), publisherId(publisherId), blankToNull(publisher), page);
    }

    private static Integer publisherId(String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        return Ints.parse(text, 1, Integer.MAX_VALUE)
                .orElseThrow(
                        () ->
                                ProblemException.badRequest(
                                        "publisher_id", "must be an integer from 1 to 2147483647"));
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
