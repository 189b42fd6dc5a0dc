package org.dreamlms.books.assignment;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.dreamlms.books.http.problem.Problem.FieldError;
import org.dreamlms.books.http.problem.ProblemException;
import org.hibernate.Session;

/** Which students a teacher may give something to. Blocks: for worker threads only. */
@ApplicationScoped
class RecipientLookup {

    static final String CLASS_IDS = "class_ids";
    static final String STUDENT_IDS = "student_ids";

    private final Session database;

    RecipientLookup(Session database) {
        this.database = database;
    }

    /**
     * The students whom the recipients are, each once.
     *
     * @throws ProblemException 422 naming each class and student that is not of this teacher
     */
    Set<UUID> resolve(UUID teacherId, Recipients recipients) {
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
}
