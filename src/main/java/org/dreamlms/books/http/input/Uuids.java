package org.dreamlms.books.http.input;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.dreamlms.books.http.problem.ProblemException;

/** Reads UUIDs as the API takes them: in full, {@link UUID#fromString} takes shortened ones. */
public final class Uuids {

    private static final Pattern FORM =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private Uuids() {}

    /** The UUID, or empty when the text is none. */
    public static Optional<UUID> tryParse(String text) {
        return text != null && FORM.matcher(text).matches()
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }

    /**
     * The UUID in a path or a query parameter.
     *
     * @param name what the parameter is called
     * @throws ProblemException 400 when it is none
     */
    public static UUID parse(String name, String text) {
        return tryParse(text)
                .orElseThrow(() -> ProblemException.badRequest(name, "must be a UUID"));
    }

    /** Like {@link #parse}, and null for a query parameter that was not sent. */
    public static UUID parseOptional(String name, String text) {
        return text == null || text.isEmpty() ? null : parse(name, text);
    }
}
