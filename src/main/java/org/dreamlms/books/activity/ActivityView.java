package org.dreamlms.books.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.dreamlms.books.book.EmbeddedBooks.Embedded;
import org.dreamlms.books.page.ConfigObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An activity as clients see it. What the answer does not speak of is left out: the config where it
 * was not asked for, the book in the list of a book.
 *
 * @param configJson JSON as text
 * @param book JSON as text
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "Activity", description = "An activity of a book")
public record ActivityView(
        @Schema(required = true) UUID id,
        @Schema(required = true, examples = "4") int bookId,
        @Schema(nullable = true) String dreamActivityId,
        @Schema(required = true, examples = "circle", description = "New types may come any time")
                String activityType,
        @Schema(nullable = true) String title,
        @Schema(required = true) int orderIndex,
        @Schema(required = true) String moduleName,
        @Schema(required = true) int pageNumber,
        @Schema(required = true) int sectionIndex,
        @Schema(required = true) Instant createdAt,
        @Schema(required = true) Instant updatedAt,
        @Schema(implementation = Map.class, description = "{} where there is no object")
                @JsonRawValue
                @JsonInclude(JsonInclude.Include.NON_NULL)
                String configJson,
        @Schema(ref = "Book", nullable = true)
                @JsonRawValue
                @JsonInclude(JsonInclude.Include.NON_NULL)
                String book,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean bookMissing) {

    private static final String JSON_NULL = "null";

    /** In the list of its book. */
    static ActivityView inList(ActivityRow row, boolean withConfig) {
        return of(row, withConfig, null, null);
    }

    /** By itself, with its config and its book. */
    static ActivityView single(ActivityRow row, Embedded book) {
        return of(row, true, Objects.requireNonNullElse(book.json(), JSON_NULL), book.missing());
    }

    private static ActivityView of(
            ActivityRow row, boolean withConfig, String book, Boolean missing) {
        return new ActivityView(
                row.id(),
                row.bookId(),
                row.dreamActivityId(),
                row.activityType(),
                row.title(),
                row.orderIndex(),
                row.moduleName(),
                row.pageNumber(),
                row.sectionIndex(),
                row.createdAt().toInstant(ZoneOffset.UTC),
                row.updatedAt().toInstant(ZoneOffset.UTC),
                withConfig ? ConfigObject.of(row.configJson()) : null,
                book,
                missing);
    }
}
