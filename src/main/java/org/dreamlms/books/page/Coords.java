package org.dreamlms.books.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A rectangle on the image of a page, in the image's pixels. */
@RegisterForReflection
@Schema(description = "A rectangle on the page's image, in its pixels")
public record Coords(
        @Schema(required = true) Number x,
        @Schema(required = true) Number y,
        @Schema(required = true) Number w,
        @Schema(required = true) Number h) {

    /** The rectangle, or empty when the JSON is not one. */
    static Optional<Coords> of(JsonNode json) {
        if (!json.path("x").isNumber()
                || !json.path("y").isNumber()
                || !json.path("w").isNumber()
                || !json.path("h").isNumber()) {
            return Optional.empty();
        }
        return Optional.of(
                new Coords(
                        json.get("x").numberValue(),
                        json.get("y").numberValue(),
                        json.get("w").numberValue(),
                        json.get("h").numberValue()));
    }
}
