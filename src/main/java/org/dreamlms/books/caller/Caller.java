package org.dreamlms.books.caller;

import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.dreamlms.books.http.problem.ProblemException;

/**
 * Who sends a request.
 *
 * @param userId the user's id in the LMS; null when the LMS does not know the caller
 * @param roles the roles, see {@link Role}; none: may do nothing
 * @param teacherId the user's row in teachers; null when the user is no teacher
 * @param schoolId the teacher's school, null when there is none
 * @param schools the schools whose book assignments a publisher manages; empty for all others
 * @param publisherId a publisher's own id in DCS; null for all others, and when it is not known
 */
public record Caller(
        UUID userId,
        Set<String> roles,
        UUID teacherId,
        UUID schoolId,
        Set<UUID> schools,
        Integer publisherId) {

    /** Somebody who has no name, such as the bearer of a signed link. */
    public static final Caller NOBODY = new Caller(null, Set.of(), null, null, Set.of(), null);

    /** Whether the caller is a user of the LMS. */
    public boolean known() {
        return userId != null;
    }

    /** Whether the caller has this role. */
    public boolean is(String role) {
        return roles.contains(role);
    }

    /** Whether the caller may do everything. */
    public boolean administers() {
        return is(Role.ADMIN) || is(Role.SUPERVISOR);
    }

    /** Whether the caller may read everything. */
    public boolean readsAll() {
        return administers() || is(Role.SERVICE);
    }

    /**
     * Whether the caller may read activities with their answers. Students read those that they have
     * been given through the LMS.
     */
    public boolean readsActivities() {
        return readsAll() || is(Role.PUBLISHER) || is(Role.TEACHER);
    }

    /**
     * Returns when the caller has one of the roles.
     *
     * @throws ProblemException 403 when not
     */
    public void require(String... allowed) {
        if (Arrays.stream(allowed).noneMatch(this::is)) {
            throw ProblemException.forbidden("This is not for your role");
        }
    }
}
