package org.dreamlms.books.dcs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * A book as DCS sends it. Everything but the ids, the names, language, category and status may be
 * null; {@code activityDetails} may be any JSON at all.
 *
 * @param publisher the publisher's name, the first segment of the book's storage path
 * @param bookName the second segment of the storage path; not unique
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record DcsBook(
        int id,
        String bookName,
        String bookTitle,
        String publisher,
        int publisherId,
        String bookCover,
        Integer activityCount,
        JsonNode activityDetails,
        Long totalSize,
        String language,
        String category,
        String status,
        @JsonDeserialize(using = LenientInstant.class) Instant createdAt,
        @JsonDeserialize(using = LenientInstant.class) Instant updatedAt) {

    /** The status of a book that its publisher has released. */
    public static final String PUBLISHED = "published";

    /** The status of a book that DCS leaves out of lists and batches, yet still returns by id. */
    public static final String ARCHIVED = "archived";
}
