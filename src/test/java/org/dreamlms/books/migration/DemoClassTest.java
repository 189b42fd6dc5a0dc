package org.dreamlms.books.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dev mode has for the screens of a teacher, once it is migrated. */
@Tag("migration")
class DemoClassTest {

    private static final String OF_THE_TEACHER =
            "teacher_id = '00000000-0000-4000-8000-000000000020'";

    @TempDir static Path backups;

    private static TestDatabase database;

    @BeforeAll
    static void migrate() {
        database =
                TestServer.legacy()
                        .run(TestServer.resource("standin/demo-legacy.sql"))
                        .run(TestServer.resource("standin/demo-class.sql"));
        assertTrue(TestSetup.of(database, backups).start().migrated());
    }

    @Test
    void theTeacherHasTwoClassesWithEightStudents() {
        assertEquals(
                List.of("5A 4", "5B 4"),
                database.texts(
                        "SELECT c.name || ' ' || count(s.student_id) FROM classes c JOIN"
                                + " class_students s ON s.class_id = c.id WHERE "
                                + OF_THE_TEACHER
                                + " GROUP BY c.name ORDER BY 1"));
    }

    @Test
    void oneBookIsImportedAndOneIsNot() {
        assertEquals(
                List.of("4 53", "5 0"),
                database.texts(
                        "SELECT b.dcs_book_id || ' ' || count(a.id) FROM book_assignments b LEFT JOIN"
                                + " activities a ON a.dcs_book_id = b.dcs_book_id GROUP BY b.dcs_book_id"
                                + " ORDER BY 1"));
    }

    @Test
    void assignmentsAreInEachState() {
        assertEquals(
                List.of("archived", "draft", "published", "scheduled"),
                database.texts(
                        "SELECT DISTINCT cast(status AS text) FROM assignments WHERE "
                                + OF_THE_TEACHER
                                + " ORDER BY 1"));
        assertEquals(
                List.of("completed", "in_progress", "not_started"),
                database.texts(
                        "SELECT DISTINCT cast(status AS text) FROM assignment_students ORDER BY 1"));
        assertEquals(
                1,
                database.number(
                        "SELECT count(*) FROM assignments WHERE json_typeof(activity_content) ="
                                + " 'object' AND activity_id IS NULL"));
        assertEquals(
                1,
                database.number(
                        "SELECT count(DISTINCT m.id) FROM teacher_materials m JOIN assignments a ON"
                                + " a.resources #>> '{teacher_materials,0,material_id}' ="
                                + " cast(m.id AS text) AND a.teacher_id = m.teacher_id"));
    }

    /** The documents show how a teacher gives it one. */
    @Test
    void theStudentHasNoBookBefore() {
        assertEquals(
                0,
                database.number(
                        """
                        SELECT count(*)
                        FROM assignment_students s
                        JOIN students x ON x.id = s.student_id
                        WHERE x.user_id = '00000000-0000-4000-8000-000000000003'
                        """));
    }
}
