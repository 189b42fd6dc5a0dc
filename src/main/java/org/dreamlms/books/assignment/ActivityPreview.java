package org.dreamlms.books.assignment;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.UUID;
import org.dreamlms.books.activity.ActivityRow;
import org.dreamlms.books.book.EmbeddedBooks.Embedded;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A single activity as a teacher tries it out. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "ActivityPreview")
record ActivityPreview(
        @Schema(required = true) UUID activityId,
        @Schema(nullable = true) String activityTitle,
        @Schema(required = true, examples = "circle") String activityType,
        @Schema(implementation = Map.class, nullable = true) @JsonRawValue String configJson,
        @Schema(required = true, examples = "4") int bookId,
        @Schema(nullable = true) String bookName,
        @Schema(nullable = true) String publisherName,
        @Schema(ref = "Book", nullable = true) @JsonRawValue String book,
        @Schema(required = true) boolean bookMissing,
        @Schema(required = true) boolean isPreview) {

    static ActivityPreview of(ActivityRow row, Embedded book) {
        return new ActivityPreview(
                row.id(),
                row.title(),
                row.activityType(),
                row.configJson(),
                row.bookId(),
                book.name(),
                book.publisher(),
                book.json(),
                book.missing(),
                true);
    }
}
