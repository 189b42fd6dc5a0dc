package org.dreamlms.books.http.input;

import jakarta.ws.rs.QueryParam;
import org.dreamlms.books.http.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The query parameters of a list that say which part of it is asked for. */
public class PageParameters extends SkipParameters {

    @QueryParam("limit")
    @Parameter(
            schema =
                    @Schema(
                            type = SchemaType.INTEGER,
                            minimum = "1",
                            maximum = "1000",
                            defaultValue = "20"))
    String limit;

    /**
     * The part.
     *
     * @throws ProblemException 400 naming each parameter that is not an integer in its range
     */
    public PageRequest parse() {
        return PageRequest.parse(skipped(), limit);
    }
}
