-- An LMS database as it was before the migration, with one book: what development and the tests migrate. Loaded after
-- V1__legacy_schema.sql, into an empty database only.

INSERT INTO "user" (id, username, full_name, email, is_superuser, role) VALUES
    ('00000000-0000-4000-8000-000000000001', 'admin', 'Ada Admin', 'admin@example.org', true, 'admin'),
    ('00000000-0000-4000-8000-000000000002', 'teacher', 'Tom Teacher', 'teacher@example.org', false, 'teacher'),
    ('00000000-0000-4000-8000-000000000003', 'student', 'Sue Student', 'student@example.org', false, 'student'),
    ('00000000-0000-4000-8000-000000000004', 'supervisor', 'Sam Supervisor', 'supervisor@example.org', false, 'supervisor');

INSERT INTO "user" (id, username, full_name, email, role, dcs_publisher_id) VALUES
    ('00000000-0000-4000-8000-000000000005', 'publisher', 'Pam Publisher', 'publisher@example.org', 'publisher', 1);

INSERT INTO schools (id, name, dcs_publisher_id) VALUES ('00000000-0000-4000-8000-000000000010', 'Demo School', 1);

INSERT INTO teachers (id, user_id, school_id) VALUES
    ('00000000-0000-4000-8000-000000000020', '00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000010');

INSERT INTO students (id, user_id) VALUES
    ('00000000-0000-4000-8000-000000000030', '00000000-0000-4000-8000-000000000003');

INSERT INTO books (id, dream_storage_id, title, book_name, publisher_name, language, category, status, synced_at,
                   dcs_activity_count, dcs_activity_details, created_at, updated_at)
VALUES ('00000000-0000-4000-8000-000000000100', '4', 'BRAINS', 'BRAINS', 'Universal ELT', 'en', 'coursebook', 'published',
        '2025-01-15 10:00:00', 53,
        '{"circle": 9, "markwithx": 9, "matchTheWords": 9, "dragdroppicture": 9, "puzzleFindWords": 8, "dragdroppicturegroup": 9}',
        '2025-01-15 10:00:00', '2025-01-15 10:00:00');

INSERT INTO activities (id, book_id, dream_activity_id, activity_type, title, config_json, order_index, module_name,
                        page_number, section_index, created_at, updated_at)
SELECT ('00000000-0000-4000-8000-' || lpad((1000 + n)::text, 12, '0'))::uuid,
       '00000000-0000-4000-8000-000000000100',
       'm' || module || '-p' || page || '-s' || section,
       kind::activitytype,
       kind || ' ' || n,
       json_build_object('type', kind, 'headerText', 'Exercise ' || n, 'answer', json_build_array()),
       n - 1, 'M' || module, page, section,
       '2025-01-15 10:00:00', '2025-01-15 10:00:00'
-- Each where the book's config.json in the stand-in DCS has it: by turns, three on a page, after what else stands there.
FROM (SELECT n, kind, page, (page - 8) / 5 + 1 AS module, (n - 1) % 3 + CASE WHEN page % 4 = 3 THEN 0 ELSE 1 END AS section
      FROM (SELECT n, kind, 8 + (n - 1) / 3 AS page FROM (SELECT row_number() OVER (ORDER BY i, place)::int AS n, kind
      FROM (VALUES (1, 'circle', 9), (2, 'markwithx', 9), (3, 'matchTheWords', 9), (4, 'dragdroppicture', 9),
                   (5, 'puzzleFindWords', 8), (6, 'dragdroppicturegroup', 9)) kinds (place, kind, amount),
           generate_series(1, amount) i) numbered) paged) placed;

INSERT INTO book_assignments (id, book_id, school_id, assigned_by, assigned_at)
VALUES ('00000000-0000-4000-8000-000000000040', '00000000-0000-4000-8000-000000000100', '00000000-0000-4000-8000-000000000010',
        '00000000-0000-4000-8000-000000000001', '2025-01-15 10:00:00');

INSERT INTO assignments (id, teacher_id, activity_id, book_id, name, created_at, updated_at)
VALUES ('00000000-0000-4000-8000-000000000050', '00000000-0000-4000-8000-000000000020', '00000000-0000-4000-8000-000000001001',
        '00000000-0000-4000-8000-000000000100', 'Circles', '2025-01-15 10:00:00', '2025-01-15 10:00:00');

INSERT INTO assignment_students (id, assignment_id, student_id)
VALUES ('00000000-0000-4000-8000-000000000060', '00000000-0000-4000-8000-000000000050', '00000000-0000-4000-8000-000000000030');
