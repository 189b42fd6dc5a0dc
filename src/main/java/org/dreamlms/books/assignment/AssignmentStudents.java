package org.dreamlms.books.assignment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.dreamlms.books.http.problem.ProblemException;
import org.hibernate.Session;

/**
 * Who gets an assignment, in tables that are the LMS's own and may be missing. Blocks: for worker
 * threads only.
 */
@ApplicationScoped
class AssignmentStudents {

    private static final String STUDENTS = "assignment_students";
    private static final String PROGRESS = "assignment_student_activities";

    private final Session database;
    private final NewRowColumns columns;
    private final RecipientLookup lookup;

    AssignmentStudents(Session database, NewRowColumns columns, RecipientLookup lookup) {
        this.database = database;
        this.columns = columns;
        this.lookup = lookup;
    }

    /**
     * The students whom the recipients of a new assignment are, each once; nobody without any.
     *
     * @throws ProblemException 422 for a student who is not of this teacher, when nobody is left,
     *     or when there is no table for it
     */
    @Transactional
    Set<UUID> resolve(UUID teacherId, Recipients recipients) {
        if (recipients.isEmpty()) {
            return Set.of();
        }
        var field =
                recipients.classIds().isEmpty()
                        ? RecipientLookup.STUDENT_IDS
                        : RecipientLookup.CLASS_IDS;
        if (!columns.exist(STUDENTS, "students", "classes", "class_students")) {
            throw ProblemException.unprocessable(
                    field, "can't be stored: this database has no table for it");
        }
        var students = lookup.resolve(teacherId, recipients);
        if (students.isEmpty()) {
            throw ProblemException.unprocessable(field, "name no student");
        }
        return students;
    }

    /** Gives the assignment to students, within the transaction that makes it. */
    @Transactional
    void add(UUID assignmentId, Set<UUID> students) {
        if (students.isEmpty()) {
            return;
        }
        addStudents(assignmentId, students);
        if (columns.exist(PROGRESS)) {
            addProgress(assignmentId);
        }
    }

    private void addStudents(UUID assignmentId, Collection<UUID> students) {
        String[] given = {"id", "assignment_id", "student_id"};
        database.createNativeMutationQuery(
                        """
                        INSERT INTO assignment_students (id, assignment_id, student_id%s)
                        SELECT gen_random_uuid(), cast(:assignment AS uuid), student%s
                        FROM unnest(cast(:students AS uuid[])) student
                        """
                                .formatted(
                                        columns.names(STUDENTS, given),
                                        columns.values(STUDENTS, given)))
                .setParameter("assignment", assignmentId)
                .setParameter("students", array(students))
                .executeUpdate();
    }

    /** How far each student is with each activity: analytics count these rows. */
    private void addProgress(UUID assignmentId) {
        String[] given = {"id", "assignment_student_id", "activity_id"};
        database.createNativeMutationQuery(
                        """
                        INSERT INTO assignment_student_activities
                            (id, assignment_student_id, activity_id%s)
                        SELECT gen_random_uuid(), s.id, a.activity_id%s
                        FROM assignment_students s
                        JOIN assignment_activities a ON a.assignment_id = s.assignment_id
                        WHERE s.assignment_id = :assignment
                        """
                                .formatted(
                                        columns.names(PROGRESS, given),
                                        columns.values(PROGRESS, given)))
                .setParameter("assignment", assignmentId)
                .executeUpdate();
    }

    /**
     * Removes what was never begun of activities that the assignment has no more, so that it counts
     * in nobody's score. What was begun stays.
     */
    @Transactional
    void removeProgressNotBegun(UUID assignmentId) {
        if (!columns.exist(STUDENTS, PROGRESS)) {
            return;
        }
        database.createNativeMutationQuery(
                        """
                        DELETE FROM assignment_student_activities p
                        USING assignment_students s
                        WHERE s.id = p.assignment_student_id
                            AND s.assignment_id = :assignment
                            AND cast(p.status AS text) = 'not_started'
                            AND coalesce(cast(p.response_data AS text), 'null') = 'null'
                            AND NOT EXISTS (
                                SELECT FROM assignment_activities a
                                WHERE a.assignment_id = s.assignment_id
                                    AND a.activity_id = p.activity_id)
                        """)
                .setParameter("assignment", assignmentId)
                .executeUpdate();
    }

    /** The students who have the assignment. */
    @Transactional
    List<UUID> of(UUID assignmentId) {
        return columns.exist(STUDENTS)
                ? database.createNativeQuery(
                                """
                                SELECT student_id
                                FROM assignment_students
                                WHERE assignment_id = :assignment
                                ORDER BY student_id
                                """,
                                UUID.class)
                        .setParameter("assignment", assignmentId)
                        .getResultList()
                : List.of();
    }

    private static String array(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
