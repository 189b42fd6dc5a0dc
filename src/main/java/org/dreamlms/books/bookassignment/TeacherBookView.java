package org.dreamlms.books.bookassignment;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.dreamlms.books.book.EmbeddedBooks;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A book that a teacher may use.
 *
 * @param book JSON as text, null when DCS does not have it or could not be asked
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "TeacherBook")
public record TeacherBookView(
        @Schema(required = true, examples = "4") int bookId,
        @Schema(nullable = true) String bookTitle,
        @Schema(nullable = true) String bookCoverUrl,
        @Schema(ref = "Book", nullable = true) @JsonRawValue String book,
        @Schema(required = true) boolean bookMissing) {

    static TeacherBookView of(int bookId, EmbeddedBooks books) {
        var book = books.get(bookId);
        return new TeacherBookView(
                bookId, book.title(), book.coverUrl(), book.json(), book.missing());
    }

    /** The shape of a page of them, for OpenAPI alone. */
    @Schema(name = "TeacherBookPage")
    record PageShape(
            @Schema(required = true) List<TeacherBookView> items,
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
}
