package org.dreamlms.books.assignment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.dreamlms.books.book.EmbeddedBooks;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An assignment as clients see it.
 *
 * @param resources JSON as text
 * @param activityId the activity, the first one when there are several; for AI content, the
 *     assignment's own id
 * @param book JSON as text, null when DCS does not have it or could not be asked
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "Assignment", description = "Work on activities of a book that a teacher gives")
public record AssignmentView(
        @Schema(required = true) UUID id,
        @Schema(required = true) UUID teacherId,
        @Schema(required = true, examples = "4", description = "0 for AI content without a book")
                int bookId,
        @Schema(required = true) String bookTitle,
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
        @Schema(
                        implementation = Map.class,
                        nullable = true,
                        description =
                                "Left out of lists, unless include=resources asks for them;"
                                        + " {\"truncated\":true} when they are more than 512 KB")
                @JsonRawValue
                @JsonInclude(JsonInclude.Include.NON_NULL)
                String resources,
        @Schema(required = true) UUID activityId,
        @Schema(required = true) String activityTitle,
        @Schema(required = true) String activityType,
        @Schema(required = true) List<ActivityInAssignment> activities,
        @Schema(required = true, description = "1 for AI content, which is no activity of a book")
                int activityCount,
        @Schema(required = true, description = "Students who have it") int studentCount,
        @Schema(required = true, description = "Another name for student_count") int totalStudents,
        @Schema(required = true) int notStarted,
        @Schema(required = true) int inProgress,
        @Schema(required = true) int completed,
        @Schema(required = true, description = "Completed work that the teacher has to judge")
                int pendingReviewsCount,
        @Schema(nullable = true) String teacherName,
        @Schema(nullable = true) Skill primarySkill,
        @Schema(nullable = true, description = "Of primary_skill") String skillName,
        @Schema(nullable = true, description = "Of primary_skill") String skillSlug,
        @Schema(nullable = true, description = "Of primary_skill") String skillColor,
        @Schema(nullable = true, description = "Of primary_skill") String skillIcon,
        @Schema(nullable = true) ActivityFormat activityFormat,
        @Schema(nullable = true, description = "Of activity_format") String formatName,
        @Schema(required = true, description = "Whether it mixes several skills") boolean isMixMode,
        @Schema(required = true) Instant createdAt,
        @Schema(required = true) Instant updatedAt,
        @Schema(ref = "Book", nullable = true) @JsonRawValue String book,
        @Schema(required = true) boolean bookMissing) {

    private static final String JSON_NULL = "null";
    private static final Skill NO_SKILL = new Skill(null, null, null, null, null);
    private static final ActivityFormat NO_FORMAT = new ActivityFormat(null, null);

    /** By itself. */
    static AssignmentView of(AssignmentWithActivities assignment, EmbeddedBooks books) {
        return of(assignment, books, true);
    }

    /**
     * In a list.
     *
     * @param withResources false: they are left out, and need not have been read
     */
    static AssignmentView of(
            AssignmentWithActivities assignment, EmbeddedBooks books, boolean withResources) {
        var row = assignment.row();
        var activity = assignment.firstActivity();
        var students = assignment.students();
        var details = assignment.details();
        var skill = Objects.requireNonNullElse(details.skill(), NO_SKILL);
        var format = Objects.requireNonNullElse(details.format(), NO_FORMAT);
        var book = BookInAssignment.of(assignment, books);
        return new AssignmentView(
                row.id,
                row.teacherId,
                row.bookId,
                book.title(),
                book.coverUrl(),
                row.name,
                row.instructions,
                row.dueDate(),
                row.timeLimitMinutes,
                row.scheduledPublishDate,
                row.status,
                row.videoPath,
                withResources ? Objects.requireNonNullElse(row.resources, JSON_NULL) : null,
                activity.id(),
                activity.title(),
                activity.activityType(),
                assignment.activities(),
                assignment.activityCount(),
                students.total(),
                students.total(),
                students.notStarted(),
                students.inProgress(),
                students.completed(),
                students.pendingReviews(),
                details.teacherName(),
                details.skill(),
                skill.name(),
                skill.slug(),
                skill.color(),
                skill.icon(),
                details.format(),
                format.name(),
                details.isMixMode(),
                Assignment.utc(row.createdAt),
                Assignment.utc(row.updatedAt),
                book.json(),
                book.missing());
    }

    /** The shape of a page of them, for OpenAPI alone. */
    @Schema(name = "AssignmentPage")
    record PageShape(
            @Schema(required = true) List<AssignmentView> items,
            @Schema(required = true) long total,
            @Schema(required = true) int skip,
            @Schema(required = true, description = "Another name for skip") int offset,
            @Schema(required = true) int limit,
            @Schema(name = "has_more", required = true) boolean hasMore,
            @Schema(
                            required = true,
                            description =
                                    "Whether the page ends before its limit, since it would be larger"
                                            + " than 1 MB; the next begins at skip + the number of"
                                            + " items")
                    boolean truncated) {}
}
