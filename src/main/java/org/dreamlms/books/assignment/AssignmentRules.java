package org.dreamlms.books.assignment;

import java.util.Objects;
import java.util.UUID;
import org.dreamlms.books.caller.Caller;
import org.dreamlms.books.caller.Role;
import org.dreamlms.books.http.problem.ProblemException;

/** Whose assignments a caller may read and change: teachers their own, and know of no others. */
final class AssignmentRules {

    private static final UUID NO_TEACHER = new UUID(0, 0);

    private AssignmentRules() {}

    /**
     * Returns when the caller may read some assignments.
     *
     * @throws ProblemException 403 when not
     */
    static void requireReader(Caller caller) {
        caller.require(Role.ADMIN, Role.SUPERVISOR, Role.SERVICE, Role.TEACHER);
    }

    /**
     * Returns when the caller may make and change some assignments.
     *
     * @throws ProblemException 403 when not
     */
    static void requireWriter(Caller caller) {
        caller.require(Role.ADMIN, Role.SUPERVISOR, Role.TEACHER);
        if (!caller.administers() && caller.teacherId() == null) {
            throw ProblemException.forbidden("The LMS does not know you as a teacher");
        }
    }

    /** The teacher whose assignments alone the caller may read; null: of all teachers. */
    static UUID teacher(Caller caller) {
        return caller.readsAll()
                ? null
                : Objects.requireNonNullElse(caller.teacherId(), NO_TEACHER);
    }

    /** Whether the caller may know of the assignment. */
    static boolean mayRead(Caller caller, Assignment assignment) {
        var teacher = teacher(caller);
        return teacher == null || teacher.equals(assignment.teacherId);
    }
}
