package org.dreamlms.books.rows;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.UUID;
import org.dreamlms.books.TestPostgres;

/** Puts rows into the tables, as the LMS would. */
@ApplicationScoped
public class Rows {

    private final AgroalDataSource database;

    Rows(AgroalDataSource database) {
        this.database = database;
    }

    /** Only what migration left stays. */
    public void clear() {
        run("DELETE FROM \"user\" WHERE username <> 'old.admin'");
        run("DELETE FROM schools WHERE name <> 'Old School'");
        run("DELETE FROM assignments");
        run("DELETE FROM activities WHERE title IS DISTINCT FROM 'Old circle'");
        run("DELETE FROM book_assignments");
        run("DELETE FROM dcs_books.book_id_map WHERE dcs_book_id <> 4");
        forgetEvents();
        run("DELETE FROM dcs_books.activity_imports");
        run("DELETE FROM dcs_books.reference_audits");
        run("DELETE FROM webhook_event_logs");
    }

    /** Nothing waits to be worked off any more. */
    public void forgetEvents() {
        run("DELETE FROM dcs_books.dcs_events");
    }

    public UUID user(String role) {
        var id = UUID.randomUUID();
        run(
                "INSERT INTO \"user\" (id, username, full_name, role) VALUES (?, ?, ?,"
                        + " cast(? AS userrole))",
                id,
                "user-" + id,
                "The " + role,
                role);
        return id;
    }

    public UUID school(String name) {
        var id = UUID.randomUUID();
        run("INSERT INTO schools (id, name) VALUES (?, ?)", id, name);
        return id;
    }

    public UUID teacher(UUID school) {
        return teacher(user("teacher"), school);
    }

    public UUID teacher(UUID user, UUID school) {
        var id = UUID.randomUUID();
        run("INSERT INTO teachers (id, user_id, school_id) VALUES (?, ?, ?)", id, user, school);
        return id;
    }

    public UUID classOf(UUID teacher, UUID... students) {
        var id = UUID.randomUUID();
        run("INSERT INTO classes (id, name, teacher_id) VALUES (?, 'A class', ?)", id, teacher);
        for (var student : students) {
            run(
                    "INSERT INTO class_students (id, class_id, student_id) VALUES (?, ?, ?)",
                    UUID.randomUUID(),
                    id,
                    student);
        }
        return id;
    }

    public UUID student() {
        var id = UUID.randomUUID();
        run("INSERT INTO students (id, user_id) VALUES (?, ?)", id, user("student"));
        return id;
    }

    /** The user whom this student is. */
    public UUID userOf(UUID student) {
        return UUID.fromString(text("SELECT user_id FROM students WHERE id = ?", student));
    }

    /** Gives an assignment to a student, whatever columns of its own the LMS has there. */
    public void give(UUID assignment, UUID student) {
        var more = text("SELECT to_regtype('assignmentstatus')") != null;
        run(
                "INSERT INTO assignment_students (id, assignment_id, student_id"
                        + (more ? ", status, time_spent_minutes, created_at" : "")
                        + ") VALUES (?, ?, ?"
                        + (more ? ", 'not_started', 0, now()" : "")
                        + ")",
                UUID.randomUUID(),
                assignment,
                student);
    }

    public UUID activity(int book, String type, int order) {
        var id = UUID.randomUUID();
        run(
                "INSERT INTO activities (id, dcs_book_id, activity_type, title, config_json,"
                        + " order_index, module_name, page_number, section_index, created_at,"
                        + " updated_at) VALUES (?, ?, cast(? AS activitytype), ?, cast(? AS json),"
                        + " ?, 'M1', 1, 0, '2026-11-23 08:00:00.123456', '2026-11-23 08:00')",
                id,
                book,
                type,
                "Activity " + order,
                "{\"type\": \"" + type + "\"}",
                order);
        return id;
    }

    public UUID assignment(UUID teacher, int book, UUID... activities) {
        var id = UUID.randomUUID();
        run(
                "INSERT INTO assignments (id, teacher_id, dcs_book_id, name, created_at,"
                        + " updated_at) VALUES (?, ?, ?, 'Homework', now() AT TIME ZONE 'UTC',"
                        + " now() AT TIME ZONE 'UTC')",
                id,
                teacher,
                book);
        for (int i = 0; i < activities.length; i++) {
            run(
                    "INSERT INTO assignment_activities VALUES (?, ?, ?, ?)",
                    UUID.randomUUID(),
                    id,
                    activities[i],
                    i);
        }
        return id;
    }

    /**
     * An assignment that an LMS of a later revision made of AI content, of no book when it is 0.
     */
    public UUID aiAssignment(UUID teacher, int book, String type, String content) {
        var id = assignment(teacher, book);
        run(
                "UPDATE assignments SET activity_type = ?, activity_content = cast(? AS json)"
                        + " WHERE id = ?",
                type,
                content,
                id);
        return id;
    }

    /** A file that a teacher has uploaded to an LMS of a later revision. */
    public UUID material(UUID teacher, String name) {
        var id = UUID.randomUUID();
        run(
                "INSERT INTO teacher_materials (id, teacher_id, name, type, storage_path,"
                        + " file_size, mime_type, created_at, updated_at) VALUES (?, ?, ?,"
                        + " 'document', 'x/y.pdf', 48211, 'application/pdf', now(), now())",
                id,
                teacher,
                name);
        return id;
    }

    public UUID bookAssignment(int book, UUID school, UUID teacher, UUID by) {
        var id = UUID.randomUUID();
        run(
                "INSERT INTO book_assignments (id, dcs_book_id, school_id, teacher_id, assigned_by,"
                        + " assigned_at) VALUES (?, ?, ?, ?, ?, now() AT TIME ZONE 'UTC')",
                id,
                book,
                school,
                teacher,
                by);
        return id;
    }

    /** The database takes connections or not; without them there are none any more. */
    public void allowConnections(boolean allow) {
        var url =
                database.getConfiguration()
                        .connectionPoolConfiguration()
                        .connectionFactoryConfiguration()
                        .jdbcUrl();
        var name = url.replaceAll("\\?.*|.*/", "");
        var server = TestPostgres.url("postgres");
        TestPostgres.run(server, "ALTER DATABASE " + name + " ALLOW_CONNECTIONS " + allow);
        if (!allow) {
            TestPostgres.run(
                    server,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                            + name
                            + "'");
        }
        // Those in the pool are broken.
        database.flush(AgroalDataSource.FlushMode.ALL);
    }

    public void run(String sql, Object... values) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public String text(String sql, Object... values) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            var result = statement.executeQuery();
            return result.next() ? result.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
