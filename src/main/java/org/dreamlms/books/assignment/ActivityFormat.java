package org.dreamlms.books.assignment;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The kind of an assignment's activities, as the LMS's table of formats has it. */
@RegisterForReflection
@Schema(name = "ActivityFormat")
record ActivityFormat(
        @Schema(required = true) UUID id,
        @Schema(nullable = true, examples = "Multiple choice") String name) {}
