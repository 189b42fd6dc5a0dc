package org.dreamlms.books.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.dreamlms.books.api.Page;
import org.dreamlms.books.api.PageRequest;
import org.hibernate.Session;

/** Which books a teacher may use. Blocks: for worker threads only. */
@ApplicationScoped
class TeacherBooks {

    /** A row that names a teacher is for that teacher alone, even if it names a school too. */
    private static final String RIGHT =
            " from BookAssignment b where b.teacherId = :teacher or (b.teacherId is null and"
                    + " b.schoolId = (select t.schoolId from Teacher t where t.id = :teacher))";

    private final Session database;

    TeacherBooks(Session database) {
        this.database = database;
    }

    /** A part of the ids of the books, in their order; empty when there is no such teacher. */
    @Transactional
    Optional<Page<Integer>> page(UUID teacherId, PageRequest page) {
        if (database.find(Teacher.class, teacherId) == null) {
            return Optional.empty();
        }
        var ids =
                database.createSelectionQuery(
                                "select distinct b.bookId" + RIGHT + " order by b.bookId",
                                Integer.class)
                        .setParameter("teacher", teacherId)
                        .setFirstResult(page.skip())
                        .setMaxResults(page.limit())
                        .getResultList();
        var total =
                database.createSelectionQuery("select count(distinct b.bookId)" + RIGHT, Long.class)
                        .setParameter("teacher", teacherId)
                        .getSingleResult();
        return Optional.of(new Page<>(ids, total, page.skip(), page.limit()));
    }
}
