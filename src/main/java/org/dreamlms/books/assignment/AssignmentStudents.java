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

    private final Session database;
    private final StudentColumns columns;

    AssignmentStudents(Session database, StudentColumns columns) {
        this.database = database;
        this.columns = columns;
    }

    /**
     * Gives the assignment to the recipients, within the transaction that makes it.
     *
     * @throws ProblemException 422 for whoever is not in a class of this teacher, or when there is
     *     no table for it
     */
    @Transactional
    void add(UUID assignmentId, UUID teacherId, Recipients recipients) {
        if (recipients.isEmpty()) {
            return;
        }
        if (!columns.tablesExist()) {
            throw ProblemException.unprocessable(
                    recipients.classIds().isEmpty() ? "student_ids" : "class_ids",
                    "can't be stored: this database has no table for it");
        }
        var students = resolve(teacherId, recipients);
        database.createNativeMutationQuery(
                        "INSERT INTO assignment_students (id, assignment_id, student_id"
                                + columns.names()
                                + ") SELECT gen_random_uuid(), cast(:assignment AS uuid), student"
                                + columns.values()
                                + " FROM unnest(cast(:students AS uuid[])) student")
                .setParameter("assignment", assignmentId)
                .setParameter("students", array(students))
                .executeUpdate();
    }

    /** The students who have the assignment, and the classes of the teacher who have it whole. */
    @Transactional
    Recipients of(UUID assignmentId, UUID teacherId) {
        if (!columns.tablesExist()) {
            return new Recipients(List.of(), List.of());
        }
        var students =
                database.createNativeQuery(
                                """
                                SELECT student_id FROM assignment_students
                                WHERE assignment_id = :assignment ORDER BY student_id
                                """,
                                UUID.class)
                        .setParameter("assignment", assignmentId)
                        .getResultList();
        var classes =
                database.createNativeQuery(
                                """
                                SELECT c.id FROM classes c
                                JOIN class_students s ON s.class_id = c.id
                                LEFT JOIN assignment_students a
                                    ON a.student_id = s.student_id AND a.assignment_id = :assignment
                                WHERE c.teacher_id = :teacher
                                GROUP BY c.id HAVING bool_and(a.student_id IS NOT NULL)
                                ORDER BY c.id
                                """,
                                UUID.class)
                        .setParameter("assignment", assignmentId)
                        .setParameter("teacher", teacherId)
                        .getResultList();
        return new Recipients(classes, students);
    }

    private Set<UUID> resolve(UUID teacherId, Recipients recipients) {
        var own =
                database.createNativeQuery(
                                """
                                SELECT c.id, s.student_id FROM classes c
                                LEFT JOIN class_students s ON s.class_id = c.id
                                WHERE c.teacher_id = :teacher
                                """,
                                Object[].class)
                        .setParameter("teacher", teacherId)
                        .getResultList();
        var classes = new HashSet<UUID>();
        var pupils = new HashSet<UUID>();
        var chosen = new LinkedHashSet<UUID>(recipients.studentIds());
        for (var row : own) {
            var student = (UUID) row[1];
            classes.add((UUID) row[0]);
            if (student != null) {
                pupils.add(student);
                if (recipients.classIds().contains((UUID) row[0])) {
                    chosen.add(student);
                }
            }
        }
        var errors = new ArrayList<FieldError>();
        errors.addAll(
                strangers(
                        "class_ids",
                        recipients.classIds(),
                        classes,
                        "is not a class of this teacher"));
        errors.addAll(
                strangers(
                        "student_ids",
                        recipients.studentIds(),
                        pupils,
                        "is not in a class of this teacher"));
        if (!errors.isEmpty()) {
            throw ProblemException.unprocessable(errors);
        }
        return chosen;
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
