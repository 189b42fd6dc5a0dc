package org.dreamlms.books.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.dreamlms.books.caller.BookVisibility;
import org.dreamlms.books.caller.Caller;
import org.dreamlms.books.caller.Role;
import org.hibernate.Session;

/** Reads which books a caller may know of. Blocks: for worker threads only. */
@ApplicationScoped
class BookRights {

    private final TeacherBooks teachers;
    private final Session database;

    BookRights(TeacherBooks teachers, Session database) {
        this.teachers = teachers;
        this.database = database;
    }

    /** What follows from the caller's role alone; null when {@link #read} has to be asked. */
    static BookVisibility ofRole(Caller caller) {
        if (caller.readsAll()) {
            return BookVisibility.ALL;
        }
        if (caller.is(Role.PUBLISHER)) {
            return BookVisibility.PUBLISHED;
        }
        return caller.is(Role.TEACHER) || caller.is(Role.STUDENT) ? null : BookVisibility.NONE;
    }

    /** The books of a teacher or of a student. */
    @Transactional
    BookVisibility read(Caller caller) {
        var ids = new HashSet<Integer>();
        if (caller.is(Role.TEACHER)) {
            ids.addAll(teachers.all(caller.teacherId()));
        }
        if (caller.is(Role.STUDENT) && assignedToStudents()) {
            ids.addAll(ofStudent(caller.userId()));
        }
        return BookVisibility.of(ids);
    }

    private boolean assignedToStudents() {
        return database.createNativeQuery(
                        """
                        SELECT to_regclass('assignment_students') IS NOT NULL
                            AND to_regclass('students') IS NOT NULL
                        """,
                        Boolean.class)
                .getSingleResult();
    }

    private List<Integer> ofStudent(UUID user) {
        return database.createNativeQuery(
                        """
                        SELECT DISTINCT a.dcs_book_id FROM students s
                        JOIN assignment_students x ON x.student_id = s.id
                        JOIN assignments a ON a.id = x.assignment_id
                        WHERE s.user_id = :user AND cast(a.status AS text) = 'published'
                        """,
                        Integer.class)
                .setParameter("user", user)
                .getResultList();
    }
}
