package org.dreamlms.books.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.dreamlms.books.caller.Caller;
import org.dreamlms.books.caller.Role;
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

    /**
     * The user: one statement, two for publishers. Of several teachers that are one user it is
     * always the same.
     *
     * @param roles what a token says that the user's roles are; null: the user's row says it
     */
    @Transactional
    Optional<User> find(UUID id, Set<String> roles) {
        return database
                .createSelectionQuery(
                        "select u, t from LmsUser u left join Teacher t on t.userId = u.id where"
                                + " u.id = :id order by t.id",
                        Object[].class)
                .setParameter("id", id)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .map(row -> user((LmsUser) row[0], (Teacher) row[1], roles))
                .findFirst();
    }

    private User user(LmsUser user, Teacher teacher, Set<String> named) {
        var own = user.role == null ? Set.<String>of() : Set.of(user.role);
        var roles = named == null ? own : named;
        var caller =
                new Caller(
                        user.id,
                        roles,
                        teacher == null ? null : teacher.id,
                        teacher == null ? null : teacher.schoolId,
                        roles.contains(Role.PUBLISHER)
                                ? Set.copyOf(schoolsOfPublisher(user.id))
                                : Set.of());
        return new User(user.active, caller);
    }

    /** By way of JSON, since not every LMS has the columns; without them there are none. */
    private List<UUID> schoolsOfPublisher(UUID user) {
        return database.createNativeQuery(
                        """
                        SELECT s.id FROM schools s, "user" u
                        WHERE u.id = :user
                            AND to_jsonb(s) ->> 'dcs_publisher_id' = to_jsonb(u) ->> 'dcs_publisher_id'
                        """,
                        UUID.class)
                .setParameter("user", user)
                .getResultList();
    }
}
