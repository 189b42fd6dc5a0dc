package org.dreamlms.books.assignment;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/**
 * What stands in columns and tables that an LMS may not have yet: whether an assignment is one of
 * AI content, and how far its students are. Blocks: for worker threads only.
 */
@ApplicationScoped
class AssignmentDetails {

    /**
     * A name without a table's before it means the column of the innermost table that has it: where
     * the LMS has no such column yet, that of {@code absent}. JSON's null is what the LMS writes
     * for no content; only that of rows without an activity is looked at.
     */
    private static final String SELECT =
            """
            SELECT
                x.id,
                x.ai_type,
                count(s.status),
                count(*) FILTER (WHERE s.status = 'in_progress'),
                count(*) FILTER (WHERE s.status = 'completed'),
                count(*) FILTER (WHERE x.reviewed AND s.status = 'completed' AND s.unscored)
            FROM (
                SELECT
                    cast(NULL AS text) AS activity_type,
                    cast(NULL AS json) AS activity_content,
                    cast(NULL AS text) AS status,
                    cast(NULL AS int) AS score) absent
            CROSS JOIN LATERAL (
                SELECT
                    id,
                    CASE WHEN activity_id IS NULL
                        AND json_typeof(cast(activity_content AS json)) = 'object'
                        THEN coalesce(cast(activity_type AS text), 'ai_quiz') END AS ai_type,
                    cast(activity_type AS text)
                        IN ('writing_free_response', 'speaking_open_response') AS reviewed
                FROM assignments
                WHERE id IN (:ids)) x
            LEFT JOIN LATERAL (%s) s ON true
            GROUP BY x.id, x.ai_type
            """;

    private static final String STUDENTS =
            """
            SELECT
                coalesce(cast(status AS text), 'not_started') AS status,
                score IS NULL AS unscored
            FROM assignment_students
            WHERE assignment_id = x.id
            """;

    private static final String NO_STUDENTS =
            "SELECT cast(NULL AS text) AS status, false AS unscored";

    private final Session database;
    private volatile boolean studentsKnown;

    AssignmentDetails(Session database) {
        this.database = database;
    }

    /**
     * One assignment's.
     *
     * @param aiType the type of its AI content, null when it has none
     */
    record Details(String aiType, StudentCounts students) {

        private static Details of(Object[] row) {
            return new Details(
                    (String) row[1],
                    new StudentCounts(
                            number(row[2]), number(row[3]), number(row[4]), number(row[5])));
        }

        private static int number(Object count) {
            return ((Number) count).intValue();
        }
    }

    /** Those of several assignments, in one statement once the LMS's table has been seen. */
    Map<UUID, Details> of(Collection<UUID> ids) {
        var details = new HashMap<UUID, Details>();
        if (!ids.isEmpty()) {
            database.createNativeQuery(
                            SELECT.formatted(studentsExist() ? STUDENTS : NO_STUDENTS),
                            Object[].class)
                    .setParameterList("ids", ids)
                    .getResultList()
                    .forEach(row -> details.put((UUID) row[0], Details.of(row)));
        }
        return details;
    }

    /** The AI content of an assignment as JSON; empty when it has none. */
    Optional<String> content(UUID id) {
        return database.createNativeQuery(
                        """
                        SELECT x.content
                        FROM (SELECT cast(NULL AS json) AS activity_content) absent
                        CROSS JOIN LATERAL (
                            SELECT cast(activity_content AS text) AS content
                            FROM assignments
                            WHERE id = :id) x
                        WHERE x.content IS NOT NULL
                        """,
                        String.class)
                .setParameter("id", id)
                .uniqueResultOptional();
    }

    /** A table that was there does not go: the LMS takes none of these away. */
    private boolean studentsExist() {
        if (!studentsKnown) {
            studentsKnown =
                    database.createNativeQuery(
                                    "SELECT to_regclass('assignment_students') IS NOT NULL",
                                    Boolean.class)
                            .getSingleResult();
        }
        return studentsKnown;
    }
}
