package org.dreamlms.books.http.input;

import java.util.UUID;
import org.dreamlms.books.http.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An id in a path that the database gives to a row. */
@Schema(ref = "UUID")
public record RowId(UUID value) {

    /**
     * Reads a path parameter.
     *
     * @throws ProblemException 400 when it is not a UUID in full
     */
    public static RowId fromString(String text) {
        return new RowId(Uuids.parse("id", text));
    }
}
