-- The LMS's tables as they stand before the migration: the subset that this service maps, with the same names, types and
-- enums. A live LMS database has them already and is baselined at 1; only an empty database runs this.

CREATE TYPE userrole AS ENUM ('admin', 'supervisor', 'publisher', 'teacher', 'student');
CREATE TYPE bookstatus AS ENUM ('published', 'draft', 'archived');
CREATE TYPE activitytype AS ENUM
    ('dragdroppicture', 'dragdroppicturegroup', 'matchTheWords', 'circle', 'markwithx', 'puzzleFindWords');
CREATE TYPE assignmentpublishstatus AS ENUM ('draft', 'scheduled', 'published', 'archived');
CREATE TYPE webhookeventtype AS ENUM ('book_created', 'book_updated', 'book_deleted');
CREATE TYPE webhookeventstatus AS ENUM ('pending', 'processing', 'success', 'failed', 'retrying');

CREATE TABLE "user" (
    id uuid PRIMARY KEY,
    username varchar(255) NOT NULL,
    full_name varchar(255),
    email varchar(255),
    is_active boolean NOT NULL DEFAULT true,
    is_superuser boolean NOT NULL DEFAULT false,
    role userrole NOT NULL,
    dcs_publisher_id integer
);
CREATE UNIQUE INDEX ix_user_username ON "user" (username);

CREATE TABLE schools (
    id uuid PRIMARY KEY,
    name varchar(255) NOT NULL,
    dcs_publisher_id integer
);

CREATE TABLE teachers (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    school_id uuid REFERENCES schools (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX ix_teachers_user_id ON teachers (user_id);
CREATE INDEX ix_teachers_school_id ON teachers (school_id);

CREATE TABLE students (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES "user" (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX ix_students_user_id ON students (user_id);

CREATE TABLE classes (
    id uuid PRIMARY KEY,
    name varchar(255) NOT NULL,
    teacher_id uuid NOT NULL REFERENCES teachers (id) ON DELETE CASCADE,
    school_id uuid REFERENCES schools (id) ON DELETE CASCADE
);
CREATE INDEX ix_classes_teacher_id ON classes (teacher_id);

CREATE TABLE class_students (
    id uuid PRIMARY KEY,
    class_id uuid NOT NULL REFERENCES classes (id) ON DELETE CASCADE,
    student_id uuid NOT NULL REFERENCES students (id) ON DELETE CASCADE
);
CREATE INDEX ix_class_students_class_id ON class_students (class_id);
CREATE INDEX ix_class_students_student_id ON class_students (student_id);

CREATE TABLE books (
    id uuid PRIMARY KEY,
    dream_storage_id varchar(255) NOT NULL,
    title varchar(500) NOT NULL,
    book_name varchar(255) NOT NULL,
    publisher_name varchar(255) NOT NULL,
    description text,
    cover_image_url text,
    language varchar(50),
    category varchar(100),
    status bookstatus NOT NULL,
    config_json json,
    synced_at timestamp,
    dcs_activity_count integer,
    dcs_activity_details json,
    dcs_publisher_id integer,
    created_at timestamp NOT NULL,
    updated_at timestamp NOT NULL
);
CREATE UNIQUE INDEX ix_books_dream_storage_id ON books (dream_storage_id);

CREATE TABLE activities (
    id uuid PRIMARY KEY,
    book_id uuid NOT NULL,
    dream_activity_id varchar(255),
    activity_type activitytype NOT NULL,
    title varchar(500),
    config_json json,
    order_index integer NOT NULL,
    module_name varchar(255) NOT NULL,
    page_number integer NOT NULL,
    section_index integer NOT NULL,
    created_at timestamp NOT NULL,
    updated_at timestamp NOT NULL,
    CONSTRAINT activities_book_id_fkey FOREIGN KEY (book_id) REFERENCES books (id) ON DELETE CASCADE
);
CREATE INDEX ix_activities_book_id ON activities (book_id);

CREATE TABLE assignments (
    id uuid PRIMARY KEY,
    teacher_id uuid NOT NULL REFERENCES teachers (id) ON DELETE CASCADE,
    activity_id uuid REFERENCES activities (id) ON DELETE CASCADE,
    book_id uuid NOT NULL,
    name varchar(500) NOT NULL,
    instructions text,
    due_date timestamp,
    time_limit_minutes integer,
    scheduled_publish_date timestamptz,
    status assignmentpublishstatus NOT NULL DEFAULT 'published',
    video_path varchar(500),
    resources json,
    created_at timestamp NOT NULL,
    updated_at timestamp NOT NULL,
    CONSTRAINT assignments_book_id_fkey FOREIGN KEY (book_id) REFERENCES books (id) ON DELETE CASCADE
);
CREATE INDEX ix_assignments_activity_id ON assignments (activity_id);
CREATE INDEX ix_assignments_book_id ON assignments (book_id);
CREATE INDEX ix_assignments_scheduled_publish_date ON assignments (scheduled_publish_date);
CREATE INDEX ix_assignments_status ON assignments (status);
CREATE INDEX ix_assignments_teacher_id ON assignments (teacher_id);

CREATE TABLE assignment_activities (
    id uuid PRIMARY KEY,
    assignment_id uuid NOT NULL REFERENCES assignments (id) ON DELETE CASCADE,
    activity_id uuid NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    order_index integer NOT NULL DEFAULT 0
);
CREATE INDEX ix_assignment_activities_assignment_id ON assignment_activities (assignment_id);
CREATE INDEX ix_assignment_activities_activity_id ON assignment_activities (activity_id);

CREATE TABLE assignment_students (
    id uuid PRIMARY KEY,
    assignment_id uuid NOT NULL REFERENCES assignments (id) ON DELETE CASCADE,
    student_id uuid NOT NULL REFERENCES students (id) ON DELETE CASCADE
);
CREATE INDEX ix_assignment_students_assignment_id ON assignment_students (assignment_id);
CREATE INDEX ix_assignment_students_student_id ON assignment_students (student_id);

CREATE TABLE book_assignments (
    id uuid PRIMARY KEY,
    book_id uuid NOT NULL,
    school_id uuid REFERENCES schools (id) ON DELETE CASCADE,
    teacher_id uuid REFERENCES teachers (id) ON DELETE CASCADE,
    assigned_by uuid NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    assigned_at timestamp NOT NULL,
    CONSTRAINT book_assignments_book_id_fkey FOREIGN KEY (book_id) REFERENCES books (id) ON DELETE CASCADE,
    CONSTRAINT ck_book_assignment_target CHECK (school_id IS NOT NULL OR teacher_id IS NOT NULL),
    CONSTRAINT uq_book_assignment UNIQUE (book_id, school_id, teacher_id)
);
CREATE INDEX ix_book_assignments_assigned_by ON book_assignments (assigned_by);
CREATE INDEX ix_book_assignments_book_id ON book_assignments (book_id);
CREATE INDEX ix_book_assignments_school_id ON book_assignments (school_id);
CREATE INDEX ix_book_assignments_teacher_id ON book_assignments (teacher_id);

CREATE TABLE webhook_event_logs (
    id uuid PRIMARY KEY,
    event_type webhookeventtype NOT NULL,
    book_id integer,
    publisher_id integer,
    payload_json json,
    status webhookeventstatus NOT NULL,
    retry_count integer NOT NULL,
    error_message text,
    created_at timestamp NOT NULL,
    processed_at timestamp
);
