package org.dreamlms.books.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.dreamlms.books.api.Caller;
import org.hibernate.Session;

/** Reads who a user is from the tables of the LMS. Blocks: for worker threads only. */
@ApplicationScoped
class LmsUsers {

    private final Session database;

    LmsUsers(Session database) {
        this.database = database;
    }

    /**
     * A user of the LMS.
     *
     * @param active whether the user may log in
     */
    record User(boolean active, Caller caller) {}

    @Transactional
    Optional<User> find(UUID id) {
        return database
                .createNativeQuery(
                        """
                        SELECT u.is_active, cast(u.role AS text), t.id, t.school_id
                        FROM "user" u LEFT JOIN teachers t ON t.user_id = u.id
                        WHERE u.id = :id LIMIT 1
                        """,
                        Object[].class)
                .setParameter("id", id)
                .getResultList()
                .stream()
                .map(row -> user(id, row))
                .findFirst();
    }

    private static User user(UUID id, Object[] row) {
        var roles = Set.of((String) row[1]);
        return new User((Boolean) row[0], new Caller(id, roles, (UUID) row[2], (UUID) row[3]));
    }
}
