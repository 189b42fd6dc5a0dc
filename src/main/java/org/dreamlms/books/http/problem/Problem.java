package org.dreamlms.books.http.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What went wrong, as <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a> problem
 * details.
 *
 * @param type a URI for the kind of problem; {@code about:blank}: the status says it all
 * @param title the short text of the status
 * @param status the HTTP status code
 * @param detail one sentence for the reader; old clients show it
 * @param instance the path that was asked for
 * @param errors the fields at fault, absent when no single field is
 * @param retryAfter in how many seconds to try again, absent where that is not known
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "RFC 9457 problem details")
public record Problem(
        @Schema(required = true, examples = "about:blank") String type,
        @Schema(required = true, examples = "Not Found") String title,
        @Schema(required = true, examples = "404") int status,
        @Schema(required = true, examples = "Book 999 not found in DCS") String detail,
        @Schema(required = true, examples = "/books/999") String instance,
        List<FieldError> errors,
        @JsonProperty("retry_after")
                @Schema(
                        name = "retry_after",
                        description = "In how many seconds to try again, as Retry-After has it",
                        examples = "5")
                Long retryAfter) {

    /** The problem with the number of seconds after which to try again. */
    Problem retryAfter(long seconds) {
        return new Problem(type, title, status, detail, instance, errors, seconds);
    }

    /** The media type of every error answer. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * A field, query parameter or header at fault.
     *
     * @param field its name as the client sent it; {@code body} for the whole body
     * @param message what is wrong and what would be right
     */
    @RegisterForReflection
    public record FieldError(String field, String message) {}
}
