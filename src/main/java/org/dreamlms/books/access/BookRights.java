package org.dreamlms.books.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.dreamlms.books.caller.BookVisibility;
import org.dreamlms.books.caller.Caller;
import org.dreamlms.books.caller.Role;
import org.dreamlms.books.db.Sql;

/** Reads which books a caller may know of. Blocks: for worker threads only. */
@ApplicationScoped
class BookRights {

    private final LookUpDatabase database;

    BookRights(LookUpDatabase database) {
        this.database = database;
    }

    /** What follows from the caller's role alone; null when {@link #read} has to be asked. */
    static BookVisibility ofRole(Caller caller) {
        if (caller.readsAll()) {
            return BookVisibility.ALL;
        }
        if (caller.is(Role.PUBLISHER)) {
            return caller.publisherId() == null
                    ? BookVisibility.PUBLISHED
                    : BookVisibility.ofPublisher(caller.publisherId());
        }
        return caller.is(Role.TEACHER) || caller.is(Role.STUDENT) ? null : BookVisibility.NONE;
    }

    /**
     * The books of a teacher or of a student.
     *
     * @throws SQLException when the database can't be asked
     */
    BookVisibility read(Caller caller) throws SQLException {
        var ids = new HashSet<Integer>();
        try (var connection = database.connection()) {
            if (caller.is(Role.TEACHER) && caller.teacherId() != null) {
                ids.addAll(ofTeacher(connection, caller.teacherId()));
            }
            if (caller.is(Role.STUDENT) && assignedToStudents(connection)) {
                ids.addAll(ofStudent(connection, caller.userId()));
            }
        }
        return BookVisibility.of(ids);
    }

    /** As {@link TeacherBooks} has it: a row that names a teacher is for that teacher alone. */
    private static List<Integer> ofTeacher(Connection connection, UUID teacher)
            throws SQLException {
        return Sql.list(
                connection,
                row -> row.getInt(1),
                """
                SELECT DISTINCT b.dcs_book_id
                FROM book_assignments b
                WHERE b.teacher_id = ?
                    OR (b.teacher_id IS NULL
                        AND b.school_id = (SELECT t.school_id FROM teachers t WHERE t.id = ?))
                """,
                teacher,
                teacher);
    }

    private static boolean assignedToStudents(Connection connection) throws SQLException {
        return Sql.yes(
                connection,
                """
                        SELECT to_regclass('assignment_students') IS NOT NULL
                            AND to_regclass('students') IS NOT NULL
                        """);
    }

    private static List<Integer> ofStudent(Connection connection, UUID user) throws SQLException {
        return Sql.list(
                connection,
                row -> row.getInt(1),
                """
                SELECT DISTINCT a.dcs_book_id
                FROM students s
                JOIN assignment_students x ON x.student_id = s.id
                JOIN assignments a ON a.id = x.assignment_id
                WHERE s.user_id = ?
                    AND cast(a.status AS text) = 'published'
                """,
                user);
    }
}
