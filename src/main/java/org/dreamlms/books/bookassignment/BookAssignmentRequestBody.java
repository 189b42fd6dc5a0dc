package org.dreamlms.books.bookassignment;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The shapes of the bodies, for OpenAPI alone: {@link BookAssignmentRequest} reads them. */
final class BookAssignmentRequestBody {

    private BookAssignmentRequestBody() {}

    /** For one school or teacher. */
    @Schema(name = "BookAssignmentCreate")
    record One(
            @Schema(name = "book_id", required = true, examples = "4") int bookId,
            @Schema(name = "school_id", description = "This or teacher_id") UUID schoolId,
            @Schema(name = "teacher_id", description = "This or school_id") UUID teacherId,
            @Schema(
                            name = "assigned_by",
                            description = "The user; only without a token, which says who it is")
                    UUID assignedBy) {}

    /** For some or all teachers of a school. */
    @Schema(name = "BookAssignmentBulkCreate")
    record Bulk(
            @Schema(name = "book_id", required = true, examples = "4") int bookId,
            @Schema(name = "school_id", required = true) UUID schoolId,
            @Schema(name = "teacher_ids", description = "These teachers of the school, each alone")
                    List<UUID> teacherIds,
            @Schema(
                            name = "assign_to_all_teachers",
                            description = "The school as a whole, with all its teachers to come")
                    boolean assignToAllTeachers,
            @Schema(
                            name = "assigned_by",
                            description = "The user; only without a token, which says who it is")
                    UUID assignedBy) {}
}
