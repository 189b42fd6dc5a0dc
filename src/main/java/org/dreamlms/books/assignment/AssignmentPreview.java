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
 * @param classIds left out in a preview, like the next two
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
        @Schema(required = true, examples = "4", description = "0 for AI content without a book")
                int bookId,
        @Schema(required = true) String bookTitle,
        @Schema(required = true) String bookName,
        @Schema(required = true) String publisherName,
        @Schema(nullable = true) String bookCoverUrl,
        @Schema(ref = "Book", nullable = true) @JsonRawValue String book,
        @Schema(required = true) boolean bookMissing,
        @Schema(required = true) List<Item> activities,
        @Schema(required = true) int totalActivities,
        @Schema(nullable = true) String videoPath,
        @Schema(nullable = true) ResourcesView resources,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean isPreview,
        @Schema(description = "Always empty: student_ids says it all")
                @JsonInclude(JsonInclude.Include.NON_NULL)
                List<UUID> classIds,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<UUID> studentIds,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean timePlanningEnabled,
        @Schema(nullable = true, description = "Null once it has passed, where it is edited")
                Instant scheduledPublishDate,
        @Schema(nullable = true, description = "Always null: each became an assignment")
                List<Object> dateGroups) {

    /** An activity with its config where it stands in the assignment. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "ActivityWithConfig")
    record Item(
            @Schema(required = true) UUID id,
            @Schema(nullable = true) String title,
            @Schema(required = true, examples = "circle") String activityType,
            @Schema(implementation = Map.class, required = true) @JsonRawValue String configJson,
            @Schema(required = true) int orderIndex) {}

    /** What it has besides where it is edited, for OpenAPI alone. */
    @Schema(
            name = "AssignmentForEdit",
            allOf = {AssignmentPreview.class, EditedShape.class})
    record ForEditShape() {}

    /** Of {@link ForEditShape}. */
    @Schema(name = "AssignmentRecipients")
    record EditedShape(
            @Schema(name = "class_ids", required = true) List<UUID> classIds,
            @Schema(name = "student_ids", required = true) List<UUID> studentIds,
            @Schema(name = "time_planning_enabled", required = true) boolean timePlanningEnabled) {}

    /** To try it out. */
    static AssignmentPreview of(AssignmentWithConfigs assignment, EmbeddedBooks books) {
        return of(
                assignment, books, true, null, assignment.assignment().row().scheduledPublishDate);
    }

    /** To edit it; a date of publishing that has passed would stop the screen. */
    static AssignmentPreview forEdit(
            AssignmentWithConfigs assignment,
            EmbeddedBooks books,
            List<UUID> studentIds,
            Instant now) {
        var publish = assignment.assignment().row().scheduledPublishDate;
        var later = publish != null && publish.isAfter(now);
        return of(assignment, books, null, studentIds, later ? publish : null);
    }

    private static AssignmentPreview of(
            AssignmentWithConfigs assignment,
            EmbeddedBooks books,
            Boolean isPreview,
            List<UUID> studentIds,
            Instant publish) {
        var row = assignment.assignment().row();
        var book = BookInAssignment.of(assignment.assignment(), books);
        var edited = isPreview == null;
        return new AssignmentPreview(
                row.id,
                row.name,
                row.instructions,
                row.dueDate(),
                row.timeLimitMinutes,
                row.status,
                row.bookId,
                book.title(),
                book.name(),
                book.publisher(),
                book.coverUrl(),
                book.json(),
                book.missing(),
                assignment.activities(),
                assignment.activities().size(),
                row.videoPath,
                assignment.resources(),
                isPreview,
                edited ? List.of() : null,
                studentIds,
                edited ? Boolean.FALSE : null,
                publish,
                null);
    }
}
