package org.dreamlms.books.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.dreamlms.books.caller.Caller;
import org.dreamlms.books.http.answer.Page;
import org.dreamlms.books.http.input.PageRequest;
import org.hibernate.Session;

/** Which books a teacher may use. Blocks: for worker threads only. */
@ApplicationScoped
public class TeacherBooks {

    /** A row that names a teacher is for that teacher alone, even if it names a school too. */
    private static final String RIGHT =
            " from BookAssignment b where (b.teacherId = :teacher or (b.teacherId is null and"
                    + " b.schoolId = (select t.schoolId from Teacher t where t.id = :teacher)))";

    private final Session database;

    TeacherBooks(Session database) {
        this.database = database;
    }

    /**
     * A part of the ids of the books, in their order; empty when there is no such teacher, or none
     * that the caller may know of.
     */
    @Transactional
    public Optional<Page<Integer>> page(Caller caller, UUID teacherId, PageRequest page) {
        var teacher = database.find(Teacher.class, teacherId);
        if (teacher == null || !mayKnow(caller, teacher)) {
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

    /** Whether there is such a teacher, who may not use this book. */
    @Transactional
    public boolean refuses(UUID teacherId, int bookId) {
        return database.createSelectionQuery(
                                "select count(*) from Teacher x where x.id = :teacher and not exists"
                                        + " (select 1"
                                        + RIGHT
                                        + " and b.bookId = :book)",
                                Long.class)
                        .setParameter("teacher", teacherId)
                        .setParameter("book", bookId)
                        .getSingleResult()
                > 0;
    }

    /** Teachers know of themselves, publishers of the teachers of their schools. */
    private static boolean mayKnow(Caller caller, Teacher teacher) {
        return caller.readsAll()
                || teacher.id.equals(caller.teacherId())
                || teacher.schoolId != null && caller.schools().contains(teacher.schoolId);
    }
}
