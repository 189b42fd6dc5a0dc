-- What an LMS of a later revision has around the tables of assignments; an earlier one has none of it.
ALTER TABLE students ADD COLUMN created_by_teacher_id uuid REFERENCES teachers (id) ON DELETE SET NULL;
ALTER TABLE assignments
    ADD COLUMN activity_type varchar(50),
    ADD COLUMN activity_content json,
    ADD COLUMN generation_source varchar(50),
    ADD COLUMN source_id varchar(255);
ALTER TABLE assignment_students
    ADD COLUMN time_spent_seconds integer NOT NULL DEFAULT 0,
    ADD COLUMN answers_json json,
    ADD COLUMN progress_json json;
CREATE TABLE skill_categories (
    id uuid PRIMARY KEY,
    name varchar(100) NOT NULL,
    slug varchar(100) NOT NULL UNIQUE,
    icon varchar(50),
    color varchar(20)
);
CREATE TABLE activity_formats (
    id uuid PRIMARY KEY,
    name varchar(100) NOT NULL,
    slug varchar(100) NOT NULL UNIQUE
);
ALTER TABLE assignments
    ADD COLUMN primary_skill_id uuid REFERENCES skill_categories (id) ON DELETE SET NULL,
    ADD COLUMN activity_format_id uuid REFERENCES activity_formats (id) ON DELETE SET NULL;
CREATE TYPE assignmentstudentactivitystatus AS ENUM ('not_started', 'in_progress', 'completed');
CREATE TABLE assignment_student_activities (
    id uuid PRIMARY KEY,
    assignment_student_id uuid NOT NULL REFERENCES assignment_students (id) ON DELETE CASCADE,
    activity_id uuid NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    status assignmentstudentactivitystatus NOT NULL,
    score double precision,
    max_score double precision NOT NULL,
    response_data json,
    started_at timestamptz,
    completed_at timestamptz,
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
    original_filename varchar(255),
    url varchar(2000),
    text_content text,
    created_at timestamp NOT NULL,
    updated_at timestamp NOT NULL
);
