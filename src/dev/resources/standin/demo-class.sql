-- What demo-legacy.sql has too little of for the screens of a teacher: two classes with eight students, a book that was
-- never imported, assignments in each state, a material, AI content. With the columns and tables that later revisions of
-- the LMS bring. Loaded after demo-legacy.sql.

ALTER TABLE students ADD COLUMN created_by_teacher_id uuid REFERENCES teachers (id) ON DELETE SET NULL;
ALTER TABLE assignments
    ADD COLUMN activity_type varchar(50),
    ADD COLUMN activity_content json,
    ADD COLUMN generation_source varchar(50),
    ADD COLUMN source_id varchar(255);
CREATE TYPE assignmentstatus AS ENUM ('not_started', 'in_progress', 'completed');
ALTER TABLE assignment_students
    ADD COLUMN status assignmentstatus NOT NULL DEFAULT 'not_started',
    ADD COLUMN score integer,
    ADD COLUMN answers_json json,
    ADD COLUMN progress_json json,
    ADD COLUMN time_spent_minutes integer NOT NULL DEFAULT 0;
CREATE TYPE assignmentstudentactivitystatus AS ENUM ('not_started', 'in_progress', 'completed');
CREATE TABLE assignment_student_activities (
    id uuid PRIMARY KEY,
    assignment_student_id uuid NOT NULL REFERENCES assignment_students (id) ON DELETE CASCADE,
    activity_id uuid NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    status assignmentstudentactivitystatus NOT NULL DEFAULT 'not_started',
    score double precision,
    max_score double precision NOT NULL DEFAULT 100,
    response_data json,
    UNIQUE (assignment_student_id, activity_id)
);
CREATE TYPE materialtype AS ENUM ('document', 'image', 'audio', 'video', 'url', 'text_note');
CREATE TABLE teacher_materials (
    id uuid PRIMARY KEY,
    teacher_id uuid NOT NULL REFERENCES teachers (id) ON DELETE CASCADE,
    name varchar(255) NOT NULL,
    type materialtype NOT NULL,
    storage_path varchar(500),
    file_size bigint,
    mime_type varchar(100),
    url varchar(2000),
    text_content text,
    created_at timestamp NOT NULL,
    updated_at timestamp NOT NULL
);

-- Sue is the first of eight; the others log in nowhere. Four are in each class.
INSERT INTO "user" (id, username, full_name, role)
SELECT ('00000000-0000-4000-8000-0000000003' || lpad(n::text, 2, '0'))::uuid, 'student' || n, 'Student ' || n, 'student'
FROM generate_series(2, 8) n;
INSERT INTO students (id, user_id)
SELECT ('00000000-0000-4000-8000-0000000004' || lpad(n::text, 2, '0'))::uuid,
       ('00000000-0000-4000-8000-0000000003' || lpad(n::text, 2, '0'))::uuid
FROM generate_series(2, 8) n;
INSERT INTO classes (id, name, teacher_id, school_id) VALUES
    ('00000000-0000-4000-8000-000000000070', '5A', '00000000-0000-4000-8000-000000000020', '00000000-0000-4000-8000-000000000010'),
    ('00000000-0000-4000-8000-000000000071', '5B', '00000000-0000-4000-8000-000000000020', '00000000-0000-4000-8000-000000000010');
INSERT INTO class_students (id, class_id, student_id)
SELECT gen_random_uuid(),
       CASE WHEN row_number() OVER (ORDER BY id) <= 4 THEN '00000000-0000-4000-8000-000000000070'::uuid
            ELSE '00000000-0000-4000-8000-000000000071'::uuid END,
       id
FROM students;

-- DCS has this one with three activities, of which no row tells.
INSERT INTO books (id, dream_storage_id, title, book_name, publisher_name, status, created_at, updated_at)
VALUES ('00000000-0000-4000-8000-000000000101', '5', 'retry test', 'retry test', 'Universal ELT', 'published',
        '2025-01-15 10:00:00', '2025-01-15 10:00:00');
INSERT INTO book_assignments (id, book_id, school_id, assigned_by, assigned_at)
VALUES ('00000000-0000-4000-8000-000000000041', '00000000-0000-4000-8000-000000000101', '00000000-0000-4000-8000-000000000010',
        '00000000-0000-4000-8000-000000000001', '2025-01-15 10:00:00');

INSERT INTO teacher_materials (id, teacher_id, name, type, text_content, file_size, mime_type, created_at, updated_at)
VALUES ('00000000-0000-4000-8000-000000000080', '00000000-0000-4000-8000-000000000020', 'How to circle', 'text_note',
        'Draw round the word.', 20, 'text/plain', '2025-01-15 10:00:00', '2025-01-15 10:00:00');

-- One in each state for class 5B, so that Sue of 5A has no book yet; then the one of AI content.
DELETE FROM assignment_students;
INSERT INTO assignments (id, teacher_id, activity_id, book_id, name, status, scheduled_publish_date, due_date, resources,
                         created_at, updated_at)
SELECT ('00000000-0000-4000-8000-0000000005' || place)::uuid, '00000000-0000-4000-8000-000000000020',
       '00000000-0000-4000-8000-000000001010', '00000000-0000-4000-8000-000000000100', 'Marks, ' || state,
       state::assignmentpublishstatus,
       CASE WHEN state = 'scheduled' THEN '2036-01-15 08:00:00+00'::timestamptz END,
       CASE WHEN state = 'archived' THEN '2025-02-15 10:00:00'::timestamp END,
       '{"teacher_materials": [{"material_id": "00000000-0000-4000-8000-000000000080", "name": "How to circle", "material_type": "text_note"}]}',
       '2025-01-16 10:00:00', '2025-01-16 10:00:00'
FROM (VALUES ('51', 'draft'), ('52', 'scheduled'), ('53', 'published'), ('54', 'archived')) states (place, state);
INSERT INTO assignment_activities (id, assignment_id, activity_id, order_index)
SELECT gen_random_uuid(), a.id, ('00000000-0000-4000-8000-00000000101' || n)::uuid, n
FROM assignments a, generate_series(0, 2) n
WHERE a.name LIKE 'Marks,%';
INSERT INTO assignments (id, teacher_id, book_id, name, activity_type, activity_content, generation_source, created_at, updated_at)
VALUES ('00000000-0000-4000-8000-000000000555', '00000000-0000-4000-8000-000000000020', '00000000-0000-4000-8000-000000000100',
        'Write about your brain', 'writing_free_response', '{"prompt": "What does your brain like?"}', 'book',
        '2025-01-17 10:00:00', '2025-01-17 10:00:00');

-- Of 5B two are done, one without a score, and one is at it.
INSERT INTO assignment_students (id, assignment_id, student_id, status, score)
SELECT gen_random_uuid(), a.id, c.student_id,
       (ARRAY['completed', 'completed', 'in_progress', 'not_started'])[c.n]::assignmentstatus,
       CASE c.n WHEN 1 THEN 80 END
FROM assignments a,
     (SELECT student_id, (row_number() OVER (ORDER BY student_id))::int AS n
      FROM class_students WHERE class_id = '00000000-0000-4000-8000-000000000071') c
WHERE a.status IN ('published', 'archived');
INSERT INTO assignment_student_activities (id, assignment_student_id, activity_id, status)
SELECT gen_random_uuid(), s.id, a.activity_id, s.status::text::assignmentstudentactivitystatus
FROM assignment_students s
JOIN assignment_activities a ON a.assignment_id = s.assignment_id;
