package org.dreamlms.books.access.link;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.dreamlms.books.http.problem.Problem.FieldError;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Links that work without a token.
 *
 * @param errors the paths that can't be linked, with the reason
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "SignedLinks")
record LinkAnswer(
        @Schema(required = true) List<SignedLink> links,
        @Schema(required = true, description = "Paths that can't be linked, by their place")
                List<FieldError> errors,
        @Schema(required = true) Instant expiresAt,
        @Schema(required = true, examples = "300") long expiresInSeconds) {

    /**
     * A link.
     *
     * @param path as it was asked for
     * @param url from the root of this service, public path included
     */
    @RegisterForReflection
    @Schema(name = "SignedLink")
    record SignedLink(
            @Schema(required = true, examples = "media/audio/song 1.mp3") String path,
            @Schema(
                            required = true,
                            examples =
                                    "/books/4/media/audio/song%201.mp3?expires=1795000000&signature=…")
                    String url) {}
}
