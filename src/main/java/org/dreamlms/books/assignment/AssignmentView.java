package org.dreamlms.books.assignment;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dreamlms.books.book.EmbeddedBooks;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An assignment as clients see it.
 *
 * @param resources JSON as text
 * @param activityId the activity, the first one when there are several
 * @param book JSON as text, null when DCS does not have it or could not be asked
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "Assignment", description = "Work on activities of a book that a teacher gives")
public record AssignmentView(
        @Schema(required = true) UUID id,
        @Schema(required = true) UUID teacherId,
        @Schema(required = true, examples = "4") int bookId,
        @Schema(nullable = true) String bookTitle,
        @Schema(nullable = true) String bookCoverUrl,
        @Schema(required = true) String name,
        @Schema(nullable = true) String instructions,
        @Schema(nullable = true) Instant dueDate,
        @Schema(nullable = true) Integer timeLimitMinutes,
        @Schema(nullable = true) Instant scheduledPublishDate,
        @Schema(
                        required = true,
                        examples = "published",
                        description = "draft, scheduled, published, archived; others may come")
                String status,
        @Schema(nullable = true) String videoPath,
        @Schema(implementation = Map.class, nullable = true) @JsonRawValue String resources,
        @Schema(nullable = true) UUID activityId,
        @Schema(nullable = true) String activityTitle,
        @Schema(nullable = true) String activityType,
        @Schema(required = true) List<ActivityInAssignment> activities,
        @Schema(required = true) int activityCount,
        @Schema(required = true) Instant createdAt,
        @Schema(required = true) Instant updatedAt,
        @Schema(ref = "Book", nullable = true) @JsonRawValue String book,
        @Schema(required = true) boolean bookMissing) {

    static AssignmentView of(AssignmentWithActivities assignment, EmbeddedBooks books) {
        var row = assignment.row();
        var activities = assignment.activities();
        var first = activities.isEmpty() ? null : activities.get(0);
        var book = books.get(row.bookId);
        return new AssignmentView(
                row.id,
                row.teacherId,
                row.bookId,
                book.title(),
                book.coverUrl(),
                row.name,
                row.instructions,
                utc(row.dueDate),
                row.timeLimitMinutes,
                row.scheduledPublishDate,
                row.status,
                row.videoPath,
                row.resources,
                first == null ? row.activityId : first.id(),
                first == null ? null : first.title(),
                first == null ? null : first.activityType(),
                activities,
                activities.size(),
                utc(row.createdAt),
                utc(row.updatedAt),
                book.json(),
                book.missing());
    }

    static Instant utc(LocalDateTime time) {
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    /** The shape of a page of them, for OpenAPI alone. */
    @Schema(name = "AssignmentPage")
    record PageShape(
            @Schema(required = true) List<AssignmentView> items,
            @Schema(required = true) long total,
            @Schema(required = true) int skip,
            @Schema(required = true) int limit,
            @Schema(name = "has_more", required = true) boolean hasMore) {}
}
