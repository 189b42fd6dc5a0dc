package org.dreamlms.books.api;

import java.util.Set;
import java.util.UUID;

/**
 * Who sends a request.
 *
 * @param userId the user's id in the LMS; null when nobody is known
 * @param roles the roles as the LMS calls them; empty when nobody is known
 * @param teacherId the user's row in teachers; null when the user is no teacher
 * @param schoolId the teacher's school, null when there is none
 */
public record Caller(UUID userId, Set<String> roles, UUID teacherId, UUID schoolId) {

    /** Somebody who did not say who they are. */
    public static final Caller NOBODY = new Caller(null, Set.of(), null, null);

    /** Whether the request said who sends it. */
    public boolean known() {
        return userId != null;
    }
}
