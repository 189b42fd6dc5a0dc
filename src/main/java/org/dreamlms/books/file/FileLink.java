package org.dreamlms.books.file;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The response of {@code GET /books/{id}/assets/presigned}.
 *
 * @param url works without a token until it expires
 * @param contentType the media type of the file, by its name
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record FileLink(String url, int expiresInSeconds, @Schema(nullable = true) String contentType) {}
