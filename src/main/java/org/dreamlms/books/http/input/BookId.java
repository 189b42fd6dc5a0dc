package org.dreamlms.books.http.input;

import java.util.OptionalInt;
import org.dreamlms.books.http.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An id in a path that DCS gives to a book or a publisher. DCS itself fails on a larger one.
 *
 * @param value from 1 to 2147483647
 */
@Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "2147483647", examples = "4")
public record BookId(int value) {

    /**
     * Reads a path parameter.
     *
     * @throws ProblemException 400 when it is not an integer from 1 to 2147483647
     */
    public static BookId fromString(String text) {
        var id = tryParse(text, 0);
        if (id.isEmpty()) {
            throw ProblemException.badRequest("id", "must be an integer from 1 to 2147483647");
        }
        return new BookId(id.getAsInt());
    }

    /**
     * The id that stands in {@code text} from index {@code start} to the end; empty when there is
     * none.
     */
    public static OptionalInt tryParse(CharSequence text, int start) {
        return Ints.parse(text, start, 1, Integer.MAX_VALUE);
    }
}
