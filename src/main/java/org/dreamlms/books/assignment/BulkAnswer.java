package org.dreamlms.books.assignment;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer of {@code POST /assignments/bulk}. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "AssignmentBulkAnswer")
record BulkAnswer(
        @Schema(required = true) boolean success,
        @Schema(required = true) String message,
        @Schema(required = true) int totalCreated,
        @Schema(required = true) List<Item> assignments) {

    /** One of the assignments that were made. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "AssignmentBulkItem")
    record Item(
            @Schema(required = true) UUID id,
            @Schema(required = true) String name,
            @Schema(nullable = true) Instant scheduledPublishDate,
            @Schema(nullable = true) Instant dueDate,
            @Schema(required = true) String status,
            @Schema(required = true) int activityCount) {

        static Item of(AssignmentWithActivities assignment) {
            var row = assignment.row();
            return new Item(
                    row.id,
                    row.name,
                    row.scheduledPublishDate,
                    row.dueDate(),
                    row.status,
                    assignment.activities().size());
        }
    }

    static BulkAnswer of(List<AssignmentWithActivities> rows) {
        return new BulkAnswer(
                true,
                "Created %d assignments".formatted(rows.size()),
                rows.size(),
                rows.stream().map(Item::of).toList());
    }
}
