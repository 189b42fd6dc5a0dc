package org.dreamlms.books.bookassignment;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The shape of a page of book assignments, for OpenAPI alone. */
@Schema(name = "BookAssignmentPage")
record BookAssignmentPage(
        @Schema(required = true) List<BookAssignmentView> items,
        @Schema(required = true) long total,
        @Schema(required = true) int skip,
        @Schema(required = true) int limit,
        @Schema(name = "has_more", required = true) boolean hasMore) {}
