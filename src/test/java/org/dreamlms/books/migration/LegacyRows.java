package org.dreamlms.books.migration;

/** Rows of an LMS as tests want them, each kind with ids that can be read: "b1" is book 1. */
final class LegacyRows {

    /** A user, a school and a teacher, for the foreign keys. */
    static final String PEOPLE =
            """
            INSERT INTO "user" (id, username, role) VALUES (md5('u1')::uuid, 'u1', 'admin');
            INSERT INTO schools (id, name) VALUES (md5('s1')::uuid, 'School 1');
            INSERT INTO teachers (id, user_id, school_id)
                VALUES (md5('t1')::uuid, md5('u1')::uuid, md5('s1')::uuid);
            """;

    /** 15 books with ids 1 to 15, 238 activities, 42 assignments, 8 book assignments. */
    static final String FIFTEEN_BOOKS =
            PEOPLE
                    + """
                    INSERT INTO "user" (id, username, role)
                        SELECT md5('u' || n)::uuid, 'u' || n, 'teacher' FROM generate_series(2, 8) n;
                    INSERT INTO teachers (id, user_id, school_id)
                        SELECT md5('t' || n)::uuid, md5('u' || n)::uuid, md5('s1')::uuid
                        FROM generate_series(2, 8) n;
                    INSERT INTO books (id, dream_storage_id, title, book_name, publisher_name, status,
                                       created_at, updated_at)
                        SELECT md5('b' || n)::uuid, n::text, 'Book ' || n, 'Book ' || n, 'P', 'published',
                               '2025-01-01', '2025-01-01' FROM generate_series(1, 15) n;
                    INSERT INTO activities (id, book_id, activity_type, title, config_json, order_index,
                                            module_name, page_number, section_index, created_at, updated_at)
                        SELECT md5('a' || n)::uuid, md5('b' || n % 15 + 1)::uuid, 'circle', 'Activity ' || n,
                               json_build_object('n', n), n, 'M1', n, 0, '2025-01-01', '2025-01-01'
                        FROM generate_series(1, 238) n;
                    INSERT INTO assignments (id, teacher_id, activity_id, book_id, name, created_at, updated_at)
                        SELECT md5('x' || n)::uuid, md5('t' || n % 8 + 1)::uuid, md5('a' || n)::uuid,
                               md5('b' || n % 15 + 1)::uuid, 'Assignment ' || n, '2025-01-01', '2025-01-01'
                        FROM generate_series(1, 42) n;
                    INSERT INTO assignment_activities (id, assignment_id, activity_id)
                        SELECT md5('y' || n)::uuid, md5('x' || n)::uuid, md5('a' || n)::uuid
                        FROM generate_series(1, 42) n;
                    INSERT INTO book_assignments (id, book_id, school_id, teacher_id, assigned_by, assigned_at)
                        SELECT md5('z' || n)::uuid, md5('b' || n)::uuid, md5('s1')::uuid,
                               md5('t' || n)::uuid, md5('u1')::uuid, '2025-01-01'
                        FROM generate_series(1, 8) n;
                    """;

    private LegacyRows() {}

    static String book(String name, String storageId) {
        return "INSERT INTO books (id, dream_storage_id, title, book_name, publisher_name, status,"
                + " created_at, updated_at) VALUES (md5('"
                + name
                + "')::uuid, "
                + (storageId == null ? "NULL" : "'" + storageId + "'")
                + ", '"
                + name
                + "', '"
                + name
                + "', 'P', 'published', now(), now());";
    }

    static String activity(String name, String book) {
        return "INSERT INTO activities (id, book_id, activity_type, order_index, module_name,"
                + " page_number, section_index, created_at, updated_at) VALUES (md5('"
                + name
                + "')::uuid, "
                + (book == null ? "NULL" : "md5('" + book + "')::uuid")
                + ", 'circle', 0, 'M1', 1, 0, now(), now());";
    }

    static String bookAssignment(String name, String book) {
        return "INSERT INTO book_assignments (id, book_id, school_id, teacher_id, assigned_by,"
                + " assigned_at) VALUES (md5('"
                + name
                + "')::uuid, "
                + (book == null ? "NULL" : "md5('" + book + "')::uuid")
                + ", md5('s1')::uuid, md5('t1')::uuid, md5('u1')::uuid, now());";
    }
}
