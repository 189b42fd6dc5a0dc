package org.dreamlms.books.http.input;

import java.util.ArrayList;
import java.util.List;
import org.dreamlms.books.http.problem.Problem.FieldError;
import org.dreamlms.books.http.problem.ProblemException;

/**
 * Which part of a list is asked for.
 *
 * @param skip how many to leave out, 0 or more
 * @param limit how many to return, 1…1000
 */
public record PageRequest(int skip, int limit) {

    public static final int DEFAULT_LIMIT = 20;
    public static final int MAX_LIMIT = 1000;

    /**
     * Reads the query parameters; an absent one takes its default.
     *
     * @throws ProblemException 400 naming each parameter that is not an integer in its range
     */
    public static PageRequest parse(String skip, String limit) {
        return parse(skip, limit, DEFAULT_LIMIT);
    }

    /**
     * Reads the query parameters.
     *
     * @param usual the limit when none is named
     * @throws ProblemException 400 naming each parameter that is not an integer in its range
     */
    public static PageRequest parse(String skip, String limit, int usual) {
        List<FieldError> errors = new ArrayList<>();
        var from = parse("skip", skip, 0, 0, Integer.MAX_VALUE, errors);
        var count = parse("limit", limit, usual, 1, MAX_LIMIT, errors);
        if (!errors.isEmpty()) {
            throw ProblemException.badRequest(errors);
        }
        return new PageRequest(from, count);
    }

    private static int parse(
            String name, String text, int absent, int min, int max, List<FieldError> errors) {
        if (text == null || text.isEmpty()) {
            return absent;
        }
        var number = Ints.parse(text, min, max);
        if (number.isEmpty()) {
            errors.add(
                    new FieldError(
                            name,
                            max == Integer.MAX_VALUE
                                    ? "must be an integer, %d or more".formatted(min)
                                    : "must be an integer from %d to %d".formatted(min, max)));
            return absent;
        }
        return number.getAsInt();
    }
}
