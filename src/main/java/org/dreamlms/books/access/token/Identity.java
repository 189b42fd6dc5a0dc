package org.dreamlms.books.access.token;

import java.util.Set;
import java.util.UUID;
import org.dreamlms.books.caller.Role;

/**
 * Whom a token names.
 *
 * @param userId the user of the LMS, if the subject can be one; null for others
 * @param subject the subject as it stands in the token
 * @param roles null: the LMS knows the user's role
 */
public record Identity(UUID userId, String subject, Set<String> roles) {

    /** Roles that say by themselves what their bearers may do. */
    static final Set<String> COMPLETE_ROLES = Set.of(Role.ADMIN, Role.SUPERVISOR, Role.SERVICE);

    /** Whether only the tables of the LMS can say what the caller may do. */
    public boolean needsUser() {
        return roles == null || roles.stream().noneMatch(COMPLETE_ROLES::contains);
    }
}
