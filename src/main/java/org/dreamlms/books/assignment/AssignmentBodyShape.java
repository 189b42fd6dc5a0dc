package org.dreamlms.books.assignment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The shapes of the bodies, for OpenAPI alone: {@link AssignmentBody} and {@link AssignmentChange}
 * read them.
 */
final class AssignmentBodyShape {

    private AssignmentBodyShape() {}

    /** Of {@code POST /assignments}. */
    @Schema(name = "AssignmentCreate")
    record Create(
            @Schema(
                            name = "teacher_id",
                            description = "A teacher's token says it, otherwise required")
                    UUID teacherId,
            @Schema(name = "book_id", required = true, examples = "4") int bookId,
            @Schema(name = "activity_id", description = "This or activity_ids") UUID activityId,
            @Schema(name = "activity_ids", description = "In the order that students see")
                    List<UUID> activityIds,
            @Schema(required = true, maxLength = 500) String name,
            @Schema(nullable = true) String instructions,
            @Schema(name = "due_date", nullable = true, description = "In the future")
                    Instant dueDate,
            @Schema(name = "time_limit_minutes", nullable = true, minimum = "1")
                    Integer timeLimitMinutes,
            @Schema(
                            name = "scheduled_publish_date",
                            nullable = true,
                            description = "In the future, not after due_date")
                    Instant scheduledPublishDate,
            @Schema(
                            description =
                                    "Default: scheduled with a scheduled_publish_date, else"
                                            + " published")
                    String status,
            @Schema(name = "video_path", nullable = true, maxLength = 500) String videoPath,
            @Schema(nullable = true) ResourcesShape resources,
            @Schema(name = "class_ids", description = "Classes of the teacher") List<UUID> classIds,
            @Schema(
                            name = "student_ids",
                            description =
                                    "Students of the teacher's classes, or entered by the teacher")
                    List<UUID> studentIds) {}

    /** Of {@code POST /assignments/bulk}. */
    @Schema(name = "AssignmentBulkCreate")
    record Bulk(
            @Schema(
                            name = "teacher_id",
                            description = "A teacher's token says it, otherwise required")
                    UUID teacherId,
            @Schema(name = "book_id", required = true, examples = "4") int bookId,
            @Schema(
                            required = true,
                            maxLength = 491,
                            description = "The day of publishing is appended: Homework - Mar 04")
                    String name,
            @Schema(nullable = true) String instructions,
            @Schema(name = "video_path", nullable = true, maxLength = 500) String videoPath,
            @Schema(nullable = true) ResourcesShape resources,
            @Schema(name = "class_ids", description = "Classes of the teacher") List<UUID> classIds,
            @Schema(
                            name = "student_ids",
                            description =
                                    "Students of the teacher's classes, or entered by the teacher")
                    List<UUID> studentIds,
            @Schema(name = "date_groups", required = true) List<DateGroup> dateGroups) {}

    /** What belongs to an assignment beside its activities; anything else in it is not stored. */
    @Schema(name = "AssignmentResourcesInput")
    record ResourcesShape(
            List<VideoShape> videos,
            @Schema(name = "teacher_materials") List<MaterialShape> teacherMaterials) {}

    /** A film of the book. */
    @Schema(name = "AssignmentVideoInput")
    record VideoShape(
            @Schema(required = true, maxLength = 500, description = "Within the book") String path,
            @Schema(description = "Default: the file's") String name,
            @Schema(name = "subtitles_enabled", defaultValue = "true") Boolean subtitlesEnabled,
            @Schema(name = "has_subtitles", defaultValue = "false") Boolean hasSubtitles) {}

    /** A material of the assignment's teacher. */
    @Schema(name = "AssignmentMaterialInput")
    record MaterialShape(@Schema(name = "material_id", required = true) UUID materialId) {}

    /** One assignment of several. */
    @Schema(name = "DateGroup")
    record DateGroup(
            @Schema(
                            name = "scheduled_publish_date",
                            required = true,
                            description = "By now: published at once")
                    Instant scheduledPublishDate,
            @Schema(name = "due_date", nullable = true) Instant dueDate,
            @Schema(name = "time_limit_minutes", nullable = true, minimum = "1")
                    Integer timeLimitMinutes,
            @Schema(name = "activity_ids", required = true) List<UUID> activityIds) {}

    /** Of {@code PATCH /assignments/{id}}. */
    @Schema(name = "AssignmentUpdate", description = "What is not sent stays, null clears")
    record Update(
            @Schema(maxLength = 500) String name,
            @Schema(nullable = true) String instructions,
            @Schema(name = "due_date", nullable = true, description = "In the future, or as it is")
                    Instant dueDate,
            @Schema(name = "time_limit_minutes", nullable = true, minimum = "1")
                    Integer timeLimitMinutes,
            @Schema(
                            name = "scheduled_publish_date",
                            nullable = true,
                            description = "In the future, or as it is")
                    Instant scheduledPublishDate,
            @Schema String status,
            @Schema(name = "activity_ids") List<UUID> activityIds,
            @Schema(name = "video_path", nullable = true, maxLength = 500) String videoPath,
            @Schema(nullable = true) ResourcesShape resources) {}
}
