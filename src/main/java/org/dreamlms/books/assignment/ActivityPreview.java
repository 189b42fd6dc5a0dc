package org.dreamlms.books.assignment;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.dreamlms.books.activity.ActivityRow;
import org.dreamlms.books.book.EmbeddedBooks.Embedded;
import org.dreamlms.books.page.ConfigObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A single activity as a teacher tries it out. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "ActivityPreview")
record ActivityPreview(
        @Schema(required = true) UUID activityId,
        @Schema(nullable = true) String activityTitle,
        @Schema(required = true, examples = "circle") String activityType,
        @Schema(implementation = Map.class, required = true) @JsonRawValue String configJson,
        @Schema(required = true, examples = "4") int bookId,
        @Schema(required = true) String bookName,
        @Schema(required = true) String publisherName,
        @Schema(ref = "Book", nullable = true) @JsonRawValue String book,
        @Schema(required = true) boolean bookMissing,
        @Schema(required = true) boolean isPreview) {

    static ActivityPreview of(ActivityRow row, Embedded book) {
        return new ActivityPreview(
                row.id(),
                row.title(),
                row.activityType(),
                ConfigObject.of(row.configJson()),
                row.bookId(),
                Objects.requireNonNullElse(book.name(), ""),
                Objects.requireNonNullElse(book.publisher(), ""),
                book.json(),
                book.missing(),
                true);
    }
}
