package org.dreamlms.books.assignment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dreamlms.books.http.problem.Problem.FieldError;
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
    private static final String CLASS_IDS = "class_ids";
    private static final String STUDENT_IDS = "student_ids";

    private final Session database;
    private final NewRowColumns columns;

    AssignmentStudents(Session database, NewRowColumns columns) {
        this.database = database;
        this.columns = columns;
    }

    /**
     * Gives the assignment to the recipients, within the transaction that makes it.
     *
     * @throws ProblemException 422 for whoever is not of this teacher, when nobody is left, or when
     *     there is no table for it
     */
    @Transactional
    void add(UUID assignmentId, UUID teacherId, Recipients recipients) {
        if (recipients.isEmpty()) {
            return;
        }
        var field = recipients.classIds().isEmpty() ? STUDENT_IDS : CLASS_IDS;
        if (!columns.exist(STUDENTS, "students", "classes", "class_students")) {
            throw ProblemException.unprocessable(
                    field, "can't be stored: this database has no table for it");
        }
        var students = resolve(teacherId, recipients);
        if (students.isEmpty()) {
            throw ProblemException.unprocessable(field, "name no student");
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

    private Set<UUID> resolve(UUID teacherId, Recipients recipients) {
        var classes = new HashSet<UUID>();
        var pupils = new HashSet<UUID>();
        var chosen = new LinkedHashSet<UUID>(recipients.studentIds());
        for (var row : own(teacherId)) {
            var group = (UUID) row[0];
            var student = (UUID) row[1];
            if (student != null) {
                pupils.add(student);
            }
            if (group != null) {
                classes.add(group);
                if (student != null && recipients.classIds().contains(group)) {
                    chosen.add(student);
                }
            }
        }
        var errors = new ArrayList<FieldError>();
        errors.addAll(
                strangers(
                        CLASS_IDS,
                        recipients.classIds(),
                        classes,
                        "is not a class of this teacher"));
        errors.addAll(
                strangers(
                        STUDENT_IDS,
                        recipients.studentIds(),
                        pupils,
                        "is not a student of this teacher"));
        if (!errors.isEmpty()) {
            throw ProblemException.unprocessable(errors);
        }
        return chosen;
    }

    /**
     * A teacher's classes with their students, either of which may be null: a class without
     * students, and a student without a class whom the teacher has entered. Where the LMS has no
     * column for the latter yet, {@code absent}'s is taken.
     */
    private List<Object[]> own(UUID teacherId) {
        return database.createNativeQuery(
                        """
                        SELECT c.id, s.student_id
                        FROM classes c
                        LEFT JOIN class_students s ON s.class_id = c.id
                        WHERE c.teacher_id = :teacher
                        UNION ALL
                        SELECT cast(NULL AS uuid), entered.id
                        FROM (SELECT cast(NULL AS uuid) AS created_by_teacher_id) absent
                        CROSS JOIN LATERAL (
                            SELECT id
                            FROM students
                            WHERE created_by_teacher_id = :teacher) entered
                        """,
                        Object[].class)
                .setParameter("teacher", teacherId)
                .getResultList();
    }

    private static List<FieldError> strangers(
            String field, List<UUID> named, Set<UUID> own, String message) {
        return IntStream.range(0, named.size())
                .filter(i -> !own.contains(named.get(i)))
                .mapToObj(i -> new FieldError(field + "[" + i + "]", message))
                .toList();
    }

    private static String array(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
