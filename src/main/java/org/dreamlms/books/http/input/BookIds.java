package org.dreamlms.books.http.input;

import java.util.OptionalInt;
import org.dreamlms.books.http.problem.ProblemException;

/**
 * The ids that DCS gives to books: integers from 1 to 2147483647. DCS itself fails on a larger one.
 */
public final class BookIds {

    private BookIds() {}

    /**
     * The id in a path.
     *
     * @throws ProblemException 400 when it is not an integer from 1 to 2147483647
     */
    public static int parse(String text) {
        return tryParse(text, 0)
                .orElseThrow(
                        () ->
                                ProblemException.badRequest(
                                        "id", "must be an integer from 1 to 2147483647"));
    }

    /**
     * The id that stands in {@code text} from index {@code start} to the end; empty when there is
     * none.
     */
    public static OptionalInt tryParse(CharSequence text, int start) {
        return Ints.parse(text, start, 1, Integer.MAX_VALUE);
    }
}
