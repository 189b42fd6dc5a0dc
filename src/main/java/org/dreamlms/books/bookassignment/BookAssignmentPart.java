package org.dreamlms.books.bookassignment;

import jakarta.ws.rs.QueryParam;
import org.dreamlms.books.http.input.PageRequest;
import org.dreamlms.books.http.input.SkipParameters;
import org.dreamlms.books.http.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which part of the book assignments is asked for; screens know no second page of them. */
public class BookAssignmentPart extends SkipParameters {

    private static final int USUAL_LIMIT = 100;

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
        return PageRequest.parse(skipped(), limit, USUAL_LIMIT);
    }
}
