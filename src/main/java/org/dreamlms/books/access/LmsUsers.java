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
                .createSelectionQuery(
                        "select u, t from LmsUser u left join Teacher t on t.userId = u.id where"
                                + " u.id = :id",
                        Object[].class)
                .setParameter("id", id)
                .setMaxResults(1)
                .getResultList()
                .stream()
                .map(row -> user((LmsUser) row[0], (Teacher) row[1]))
                .findFirst();
    }

    private static User user(LmsUser user, Teacher teacher) {
        var caller =
                new Caller(
                        user.id,
                        Set.of(user.role),
                        teacher == null ? null : teacher.id,
                        teacher == null ? null : teacher.schoolId);
        return new User(user.active, caller);
    }
}
