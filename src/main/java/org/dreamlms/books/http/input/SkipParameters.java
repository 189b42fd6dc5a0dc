package org.dreamlms.books.http.input;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The query parameters of a list that say where its part begins. */
public abstract class SkipParameters {

    @QueryParam("skip")
    @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "0", defaultValue = "0"))
    String skip;

    @QueryParam("offset")
    @Parameter(
            description = "Another name for skip",
            deprecated = true,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
    String offset;

    /** How many to leave out, as it was sent; null when it was not. */
    protected final String skipped() {
        return skip != null ? skip : offset;
    }
}
