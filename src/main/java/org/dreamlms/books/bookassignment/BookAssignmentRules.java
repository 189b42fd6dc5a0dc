package org.dreamlms.books.bookassignment;

import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.dreamlms.books.book.Book;
import org.dreamlms.books.caller.Caller;
import org.dreamlms.books.caller.Role;
import org.dreamlms.books.db.Conditions;
import org.dreamlms.books.http.problem.ProblemException;

/**
 * Which book assignments a caller may read and manage: publishers those of their schools, teachers
 * may read what gives them their books.
 */
final class BookAssignmentRules {

    private static final UUID NONE = new UUID(0, 0);

    private BookAssignmentRules() {}

    /**
     * Returns when the caller may manage some book assignments.
     *
     * @throws ProblemException 403 when not
     */
    static void requireWriter(Caller caller) {
        caller.require(Role.ADMIN, Role.SUPERVISOR, Role.PUBLISHER);
    }

    /**
     * Returns when the caller may give the book away: a publisher reads what others have published,
     * and gives away what is its own.
     *
     * @throws ProblemException 422 when not
     */
    static void requireOwn(Caller caller, Book book) {
        if (!caller.administers() && !Objects.equals(caller.publisherId(), book.publisherId())) {
            throw ProblemException.unprocessable(
                    "book_id", "%d is not a book of your publisher".formatted(book.id()));
        }
    }

    /**
     * What has to be true of {@code b} for the caller to read it: nothing is for those who may read
     * none. A 403 would end their session in the LMS's frontend.
     */
    static Conditions readable(Caller caller) {
        if (caller.readsAll()) {
            return new Conditions();
        }
        if (caller.is(Role.PUBLISHER)) {
            return manageable(caller);
        }
        return new Conditions()
                .and(
                        "(b.teacherId = :me or (b.teacherId is null and b.schoolId = :mySchool))",
                        "me",
                        orNone(caller.teacherId()))
                .with("mySchool", orNone(caller.schoolId()));
    }

    /** What has to be true of {@code b} for the caller to manage it. */
    static Conditions manageable(Caller caller) {
        var conditions = new Conditions();
        return caller.administers()
                ? conditions
                : conditions.and(
                        "b.schoolId in :mySchools",
                        "mySchools",
                        caller.schools().isEmpty() ? Set.of(NONE) : caller.schools());
    }

    private static UUID orNone(UUID id) {
        return Objects.requireNonNullElse(id, NONE);
    }
}
