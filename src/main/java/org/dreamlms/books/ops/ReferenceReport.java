package org.dreamlms.books.ops;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/**
 * Which rows refer to books that DCS does not know.
 *
 * @param references all rows with a book
 * @param books all books that they refer to
 * @param missingReferences the rows whose book DCS does not know
 * @param missing these books, by id
 * @param unknownBooks books for which DCS could not be asked: then the counts are not the whole
 *     truth
 * @param unknownReferences the rows with those books
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record ReferenceReport(
        Instant checkedAt,
        long references,
        int books,
        long missingReferences,
        List<Missing> missing,
        int unknownBooks,
        long unknownReferences) {

    /** A book that DCS does not know, with the number of rows of each kind. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    public record Missing(int bookId, long activities, long assignments, long bookAssignments) {

        long references() {
            return activities + assignments + bookAssignments;
        }
    }
}
