package org.dreamlms.books.assignment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dreamlms.books.book.EmbeddedBooks;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An assignment as its teacher tries it out or edits it: with the configs of its activities.
 *
 * @param isPreview left out where it is edited
 * @param classIds the classes that have it whole; left out in a preview, like all that follows
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "AssignmentPreview")
record AssignmentPreview(
        @Schema(required = true) UUID assignmentId,
        @Schema(required = true) String assignmentName,
        @Schema(nullable = true) String instructions,
        @Schema(nullable = true) Instant dueDate,
        @Schema(nullable = true) Integer timeLimitMinutes,
        @Schema(required = true, examples = "published") String status,
        @Schema(required = true, examples = "4") int bookId,
        @Schema(nullable = true) String bookTitle,
        @Schema(nullable = true) String bookName,
        @Schema(nullable = true) String publisherName,
        @Schema(nullable = true) String bookCoverUrl,
        @Schema(ref = "Book", nullable = true) @JsonRawValue String book,
        @Schema(required = true) boolean bookMissing,
        @Schema(required = true) List<Item> activities,
        @Schema(required = true) int totalActivities,
        @Schema(nullable = true) String videoPath,
        @Schema(implementation = Map.class, nullable = true) @JsonRawValue String resources,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean isPreview,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<UUID> classIds,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<UUID> studentIds,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean timePlanningEnabled,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant scheduledPublishDate) {

    /** An activity with its config where it stands in the assignment. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "ActivityWithConfig")
    record Item(
            @Schema(required = true) UUID id,
            @Schema(nullable = true) String title,
            @Schema(required = true, examples = "circle") String activityType,
            @Schema(implementation = Map.class, nullable = true) @JsonRawValue String configJson,
            @Schema(required = true) int orderIndex) {}

    static AssignmentPreview of(
            Assignment row, List<Item> activities, EmbeddedBooks books, Recipients edited) {
        var book = books.get(row.bookId);
        var editing = edited != null;
        return new AssignmentPreview(
                row.id,
                row.name,
                row.instructions,
                AssignmentView.utc(row.dueDate),
                row.timeLimitMinutes,
                row.status,
                row.bookId,
                book.title(),
                book.name(),
                book.publisher(),
                book.coverUrl(),
                book.json(),
                book.missing(),
                activities,
                activities.size(),
                row.videoPath,
                row.resources,
                editing ? null : Boolean.TRUE,
                editing ? edited.classIds() : null,
                editing ? edited.studentIds() : null,
                editing ? Boolean.FALSE : null,
                editing ? row.scheduledPublishDate : null);
    }
}
