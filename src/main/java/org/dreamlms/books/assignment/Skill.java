package org.dreamlms.books.assignment;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an assignment practises, as the LMS's table of skills has it. */
@RegisterForReflection
@Schema(name = "Skill")
record Skill(
        @Schema(required = true) UUID id,
        @Schema(nullable = true, examples = "Listening") String name,
        @Schema(nullable = true, examples = "listening") String slug,
        @Schema(nullable = true, examples = "#3b82f6") String color,
        @Schema(nullable = true, examples = "headphones") String icon) {}
