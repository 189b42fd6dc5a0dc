-- Indexes for what this service asks and the LMS did not; an installation may have them under other names already.

-- GET /books?activity_type=...: which books have activities of a type.
CREATE INDEX IF NOT EXISTS ix_activities_activity_type_dcs_book_id ON activities (activity_type, dcs_book_id);

-- The activities of a page of assignments.
CREATE INDEX IF NOT EXISTS ix_assignment_activities_assignment_id ON assignment_activities (assignment_id);

-- A page of assignments, the latest first: read in this order, instead of sorting all of them.
CREATE INDEX IF NOT EXISTS ix_assignments_created_at_id ON assignments (created_at DESC, id);
