package org.dreamlms.books.assignment;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dreamlms.books.page.ConfigObject;
import org.hibernate.Session;

/**
 * What stands in columns and tables that an LMS may not have yet: whether an assignment is one of
 * AI content, how far its students are, and what it practises. Blocks: for worker threads only.
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
                count(*) FILTER (WHERE x.reviewed AND s.status = 'completed' AND s.unscored),
                coalesce(u.full_name, u.username),
                x.mixed,
                x.skill,
                k.name AS skill_name,
                k.slug,
                k.color,
                k.icon,
                x.format,
                f.name AS format_name
            FROM (
                SELECT
                    cast(NULL AS text) AS activity_type,
                    cast(NULL AS json) AS activity_content,
                    cast(NULL AS uuid) AS primary_skill_id,
                    cast(NULL AS uuid) AS activity_format_id,
                    false AS is_mix_mode,
                    cast(NULL AS text) AS slug,
                    cast(NULL AS text) AS color,
                    cast(NULL AS text) AS icon,
                    cast(NULL AS text) AS status,
                    cast(NULL AS int) AS score) absent
            CROSS JOIN LATERAL (
                SELECT
                    id,
                    CASE WHEN activity_id IS NULL
                        AND json_typeof(cast(activity_content AS json)) = 'object'
                        THEN coalesce(cast(activity_type AS text), 'ai_quiz') END AS ai_type,
                    cast(activity_type AS text)
                        IN ('writing_free_response', 'speaking_open_response') AS reviewed,
                    teacher_id,
                    coalesce(is_mix_mode, false) AS mixed,
                    primary_skill_id AS skill,
                    activity_format_id AS format
                FROM assignments
                WHERE id IN (:ids)) x
            LEFT JOIN teachers t ON t.id = x.teacher_id
            LEFT JOIN "user" u ON u.id = t.user_id
            LEFT JOIN LATERAL (%s) s ON true
            LEFT JOIN LATERAL (%s) k ON true
            LEFT JOIN LATERAL (%s) f ON true
            GROUP BY
                x.id,
                x.ai_type,
                u.full_name,
                u.username,
                x.mixed,
                x.skill,
                k.name,
                k.slug,
                k.color,
                k.icon,
                x.format,
                f.name
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

    private static final String SKILLS =
            """
            SELECT
                cast(name AS text) AS name,
                cast(slug AS text) AS slug,
                cast(color AS text) AS color,
                cast(icon AS text) AS icon
            FROM skill_categories
            WHERE id = x.skill
            """;

    private static final String NO_SKILLS =
            """
            SELECT
                cast(NULL AS text) AS name,
                cast(NULL AS text) AS slug,
                cast(NULL AS text) AS color,
                cast(NULL AS text) AS icon
            """;

    private static final String FORMATS =
            "SELECT cast(name AS text) AS name FROM activity_formats WHERE id = x.format";

    private static final String NO_FORMATS = "SELECT cast(NULL AS text) AS name";

    private final Session database;
    private volatile boolean studentsKnown;
    private volatile boolean skillsKnown;

    AssignmentDetails(Session database) {
        this.database = database;
    }

    /**
     * One assignment's.
     *
     * @param aiType the type of its AI content, null when it has none
     * @param teacherName null when the LMS has none
     * @param skill what it practises, null when that is not said
     * @param format the kind of its activities, null when that is not said
     */
    record Details(
            String aiType,
            StudentCounts students,
            String teacherName,
            boolean isMixMode,
            Skill skill,
            ActivityFormat format) {

        /** Of a row that somebody deletes between two statements. */
        static final Details UNKNOWN =
                new Details(null, StudentCounts.NONE, null, false, null, null);

        private static Details of(Object[] row) {
            var skill = (UUID) row[8];
            var format = (UUID) row[13];
            return new Details(
                    (String) row[1],
                    new StudentCounts(
                            number(row[2]), number(row[3]), number(row[4]), number(row[5])),
                    (String) row[6],
                    (Boolean) row[7],
                    skill == null
                            ? null
                            : new Skill(
                                    skill,
                                    (String) row[9],
                                    (String) row[10],
                                    (String) row[11],
                                    (String) row[12]),
                    format == null ? null : new ActivityFormat(format, (String) row[14]));
        }

        private boolean namesSkillOrFormat() {
            return skill != null || format != null;
        }

        private static int number(Object count) {
            return ((Number) count).intValue();
        }
    }

    /** Those of several assignments, in one statement once the LMS's tables have been seen. */
    Map<UUID, Details> of(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var details = read(ids);
        // Their tables are looked for once a row refers to them.
        return details.values().stream().anyMatch(Details::namesSkillOrFormat) && newSkillsExist()
                ? read(ids)
                : details;
    }

    private Map<UUID, Details> read(Collection<UUID> ids) {
        var details = new HashMap<UUID, Details>();
        database.createNativeQuery(
                        SELECT.formatted(
                                studentsExist() ? STUDENTS : NO_STUDENTS,
                                skillsKnown ? SKILLS : NO_SKILLS,
                                skillsKnown ? FORMATS : NO_FORMATS),
                        Object[].class)
                .setParameterList("ids", ids)
                .getResultList()
                .forEach(row -> details.put((UUID) row[0], Details.of(row)));
        return details;
    }

    /** The AI content of an assignment as JSON; empty when it has none. */
    Optional<String> content(UUID id) {
        return database.createNativeQuery(
                        """
                        SELECT x.content
                        FROM (SELECT cast(NULL AS json) AS activity_content) absent
                        CROSS JOIN LATERAL (
                            SELECT
                                CASE WHEN octet_length(cast(activity_content AS text)) <= :max
                                    THEN cast(activity_content AS text) ELSE :truncated END AS content
                            FROM assignments
                            WHERE id = :id AND activity_content IS NOT NULL) x
                        WHERE x.content IS NOT NULL
                        """,
                        String.class)
                .setParameter("id", id)
                .setParameter("max", ConfigObject.MAX_BYTES)
                .setParameter("truncated", ConfigObject.TRUNCATED)
                .uniqueResultOptional();
    }

    /** How many bytes {@link #content} reads. */
    long contentBytes(UUID id) {
        return database.createNativeQuery(
                        """
                        SELECT least(:max, coalesce(max(x.bytes), 0))
                        FROM (SELECT cast(NULL AS json) AS activity_content) absent
                        CROSS JOIN LATERAL (
                            SELECT octet_length(cast(activity_content AS text)) AS bytes
                            FROM assignments
                            WHERE id = :id) x
                        """,
                        Integer.class)
                .setParameter("id", id)
                .setParameter("max", ConfigObject.MAX_BYTES)
                .getSingleResult();
    }

    /** A table that was there does not go: the LMS takes none of these away. */
    private boolean studentsExist() {
        if (!studentsKnown) {
            studentsKnown = exists("SELECT to_regclass('assignment_students') IS NOT NULL");
        }
        return studentsKnown;
    }

    /** Whether the tables of skills and formats are there, which was not known before. */
    private boolean newSkillsExist() {
        if (skillsKnown) {
            return false;
        }
        skillsKnown =
                exists(
                        """
                        SELECT to_regclass('skill_categories') IS NOT NULL
                            AND to_regclass('activity_formats') IS NOT NULL
                        """);
        return skillsKnown;
    }

    private boolean exists(String question) {
        return database.createNativeQuery(question, Boolean.class).getSingleResult();
    }
}
