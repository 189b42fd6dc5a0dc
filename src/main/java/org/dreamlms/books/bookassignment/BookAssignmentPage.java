package org.dreamlms.books.bookassignment;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The shape of a page of book assignments, for OpenAPI alone. */
@Schema(name = "BookAssignmentPage")
record BookAssignmentPage(
        @Schema(required = true) List<BookAssignmentView> items,
        @Schema(required = true) long total,
        @Schema(required = true) int skip,
        @Schema(required = true, description = "Another name for skip") int offset,
        @Schema(required = true) int limit,
        @Schema(name = "has_more", required = true) boolean hasMore,
        @Schema(
                        required = true,
                        description =
                                "Whether the page ends before its limit: it would be too large")
                boolean truncated) {}
