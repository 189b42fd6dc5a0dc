package org.dreamlms.books.assignment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An activity where it stands in an assignment.
 *
 * @param orderIndex its place in the assignment
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "ActivityInAssignment")
public record ActivityInAssignment(
        @JsonIgnore @Schema(hidden = true) UUID assignmentId,
        @Schema(required = true) UUID id,
        @Schema(nullable = true) String title,
        @Schema(required = true, examples = "circle") String activityType,
        @Schema(required = true) int orderIndex) {}
