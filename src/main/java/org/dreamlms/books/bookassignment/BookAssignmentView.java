package org.dreamlms.books.bookassignment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.dreamlms.books.book.EmbeddedBooks;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A book assignment as clients see it.
 *
 * @param book JSON as text, null when DCS does not have it or could not be asked
 * @param created whether this request made it; left out where nothing is made
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
@Schema(
        name = "BookAssignment",
        description =
                "That a school or a teacher may use a book: with a school alone, all of its"
                        + " teachers; with a teacher, that teacher alone")
public record BookAssignmentView(
        @Schema(required = true) UUID id,
        @Schema(required = true, examples = "4") int bookId,
        @Schema(nullable = true) UUID schoolId,
        @Schema(nullable = true) UUID teacherId,
        @Schema(required = true) UUID assignedBy,
        @Schema(required = true) Instant assignedAt,
        @Schema(nullable = true) String schoolName,
        @Schema(nullable = true) String teacherName,
        @Schema(nullable = true) String assignedByName,
        @Schema(required = true, description = "\"Unknown Book\" where the book itself is null")
                String bookTitle,
        @Schema(nullable = true) String bookCoverUrl,
        @Schema(ref = "Book", nullable = true) @JsonRawValue String book,
        @Schema(required = true) boolean bookMissing,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean created) {

    /** Screens search in titles, which a null would break. */
    private static final String UNKNOWN_BOOK = "Unknown Book";

    static BookAssignmentView of(BookAssignmentRow from, EmbeddedBooks books) {
        return of(from, books, null);
    }

    static BookAssignmentView of(BookAssignmentRow from, EmbeddedBooks books, Boolean created) {
        var row = from.row();
        var book = books.get(row.bookId);
        return new BookAssignmentView(
                row.id,
                row.bookId,
                row.schoolId,
                row.teacherId,
                row.assignedBy,
                row.assignedAt.toInstant(ZoneOffset.UTC),
                from.schoolName(),
                from.teacherName(),
                from.assignedByName(),
                Objects.requireNonNullElse(book.title(), UNKNOWN_BOOK),
                book.coverUrl(),
                book.json(),
                book.missing(),
                created);
    }
}
