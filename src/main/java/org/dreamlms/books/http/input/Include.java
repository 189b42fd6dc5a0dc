package org.dreamlms.books.http.input;

import java.util.Arrays;
import java.util.Set;

/**
 * What an answer is asked to hold beside the usual: the query parameter {@code include}.
 *
 * @param names whatever was sent, known or not
 */
public record Include(Set<String> names) {

    /**
     * Reads the parameter.
     *
     * @param parameter names with commas between them; null when it was not sent
     */
    public static Include of(String parameter) {
        return new Include(
                parameter == null ? Set.of() : Set.copyOf(Arrays.asList(parameter.split(","))));
    }

    /** Whether this was asked for. */
    public boolean has(String name) {
        return names.contains(name);
    }
}
