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
 * @param missingBooks how many books these are
 * @param missing the first {@link #SHOWN} of them, by id
 * @param unknownBooks books for which DCS could not be asked: then the counts are not the whole
 *     truth
 * @param unknownReferences the rows with those books
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record ReferenceReport(
        Instant checkedAt,
        long references,
        long books,
        long missingReferences,
        long missingBooks,
        List<Missing> missing,
        long unknownBooks,
        long unknownReferences) {

    /** How many books are named; the rest is a number. */
    static final int SHOWN = 1_000;

    /** A book that DCS does not know, with the number of rows of each kind. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    public record Missing(int bookId, long activities, long assignments, long bookAssignments) {

        long references() {
            return activities + assignments + bookAssignments;
        }
    }
}
