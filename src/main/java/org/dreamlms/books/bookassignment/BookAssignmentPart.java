package org.dreamlms.books.bookassignment;

import jakarta.ws.rs.QueryParam;
import org.dreamlms.books.http.input.PageRequest;
import org.dreamlms.books.http.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which part of the book assignments is asked for; screens know no second page of them. */
public class BookAssignmentPart {

    private static final int USUAL_LIMIT = 100;

    @QueryParam("skip")
    @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "0", defaultValue = "0"))
    String skip;

    @QueryParam("offset")
    @Parameter(description = "Another name for skip", deprecated = true)
    String offset;

    @QueryParam("limit")
    @Parameter(
            schema =
                    @Schema(
                            type = SchemaType.INTEGER,
                            minimum = "1",
                            maximum = "1000",
                            defaultValue = "100"))
    String limit;

    /**
     * The part.
     *
     * @throws ProblemException 400 naming each parameter that is not an integer in its range
     */
    PageRequest parse() {
        return PageRequest.parse(skip != null ? skip : offset, limit, USUAL_LIMIT);
    }
}
