-- What a live LMS has around the tables of V1, and some rows from before the migration.
ALTER TYPE activitytype ADD VALUE 'fillpicture';
ALTER TABLE "user" ADD COLUMN hashed_password varchar(255) NOT NULL DEFAULT 'x';
ALTER TABLE assignments
    ADD COLUMN skill_id uuid,
    ADD COLUMN is_mix_mode boolean NOT NULL DEFAULT false;
CREATE TYPE assignmentstatus AS ENUM ('not_started', 'in_progress', 'completed');
ALTER TABLE assignment_students
    ADD COLUMN status assignmentstatus NOT NULL,
    ADD COLUMN score integer,
    ADD COLUMN time_spent_minutes integer NOT NULL,
    ADD COLUMN created_at timestamp NOT NULL,
    ADD CONSTRAINT uq_assignment_student UNIQUE (assignment_id, student_id);
CREATE TABLE feedback (id uuid PRIMARY KEY, assignment_id uuid REFERENCES assignments (id) ON DELETE CASCADE);

INSERT INTO "user" (id, username, role) VALUES ('00000000-0000-0000-0000-0000000000a1', 'old.admin', 'admin');
INSERT INTO schools VALUES ('00000000-0000-0000-0000-0000000000b1', 'Old School');
INSERT INTO books (id, dream_storage_id, title, book_name, publisher_name, status, created_at, updated_at)
VALUES ('00000000-0000-0000-0000-000000000004', '4', 'BRAINS', 'BRAINS', 'Universal ELT', 'published', now(), now());
INSERT INTO activities (id, book_id, activity_type, title, order_index, module_name, page_number, section_index, created_at, updated_at)
VALUES ('00000000-0000-0000-0000-0000000000c1', '00000000-0000-0000-0000-000000000004', 'circle', 'Old circle', 0, 'M1', 1, 0, now(), now());
INSERT INTO book_assignments
VALUES ('00000000-0000-0000-0000-0000000000d1', '00000000-0000-0000-0000-000000000004',
        '00000000-0000-0000-0000-0000000000b1', NULL, '00000000-0000-0000-0000-0000000000a1', now());
