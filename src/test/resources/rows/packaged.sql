-- A teacher, to whom the packaged service gives an assignment.
INSERT INTO "user" (id, username, role) VALUES ('00000000-0000-0000-0000-0000000000a2', 'old.teacher', 'teacher');
INSERT INTO teachers (id, user_id, school_id)
VALUES ('00000000-0000-0000-0000-0000000000e1', '00000000-0000-0000-0000-0000000000a2', '00000000-0000-0000-0000-0000000000b1');
