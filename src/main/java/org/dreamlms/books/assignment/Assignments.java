package org.dreamlms.books.assignment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dreamlms.books.db.Conditions;
import org.dreamlms.books.http.answer.Page;
import org.hibernate.Hibernate;
import org.hibernate.Session;

/** Reads assignments. Blocks: for worker threads only. */
@ApplicationScoped
class Assignments {

    private static final String SELECT =
            """
            select x, a.id, a.title, a.activityType
            from Assignment x
            left join Activity a on a.id = x.activityId
            """;

    /** The LMS's column of the order takes null. */
    private static final String ACTIVITIES =
            """
            select x.assignmentId, a.id, a.title, a.activityType, coalesce(x.orderIndex, 0)
            from AssignmentActivity x
            join Activity a on a.id = x.activityId
            where x.assignmentId in :ids
            order by coalesce(x.orderIndex, 0), x.id
            """;

    /** The latest first. */
    static final String ORDER = " order by x.createdAt desc, x.id";

    private final Session database;
    private final AssignmentDetails details;

    Assignments(Session database, AssignmentDetails details) {
        this.database = database;
        this.details = details;
    }

    /**
     * A part of those that meet the conditions, the latest first: three statements, and one more
     * for their resources, which are not there unless they are asked for, and one to count those
     * before a page that is empty.
     */
    @Transactional
    Page<AssignmentWithActivities> page(
            Conditions conditions, PageSize.Fitting part, boolean withResources) {
        var page = part.page();
        var found =
                conditions
                        .bind(
                                database.createSelectionQuery(
                                        SELECT + conditions.where() + ORDER, Object[].class))
                        .setReadOnly(true)
                        .setFirstResult(page.skip())
                        .setMaxResults(part.rows())
                        .getResultList();
        long total = part.total().orElseGet(() -> count(conditions));
        if (withResources) {
            readResources(found);
        }
        return new Page<>(withActivities(found), total, page.skip(), page.limit());
    }

    private long count(Conditions conditions) {
        return conditions
                .bind(
                        database.createSelectionQuery(
                                "select count(*) from Assignment x" + conditions.where(),
                                Long.class))
                .getSingleResult();
    }

    private void readResources(List<Object[]> found) {
        readResources(found.stream().map(row -> (Assignment) row[0]));
    }

    /** Those of a row that was found without them. One statement. */
    @Transactional
    void readResources(Assignment row) {
        readResources(Stream.of(row));
    }

    private void readResources(Stream<Assignment> found) {
        var rows = found.collect(Collectors.toMap(row -> row.id, row -> row));
        if (rows.isEmpty()) {
            return;
        }
        database.createSelectionQuery(
                        "select x.id, x.resources from Assignment x where x.id in :ids",
                        Object[].class)
                .setParameterList("ids", rows.keySet())
                .getResultList()
                .forEach(read -> rows.get(read[0]).resources = (String) read[1]);
    }

    /** One assignment with its resources: four statements. */
    @Transactional
    Optional<AssignmentWithActivities> find(UUID id) {
        var found = findWithoutResources(id);
        // While there is a session to read them with.
        found.ifPresent(assignment -> Hibernate.initialize(assignment.row().resources));
        return found;
    }

    /** One assignment without its resources: three statements. */
    @Transactional
    Optional<AssignmentWithActivities> findWithoutResources(UUID id) {
        var found =
                database.createSelectionQuery(SELECT + " where x.id = :id", Object[].class)
                        .setParameter("id", id)
                        .getResultList();
        return withActivities(found).stream().findFirst();
    }

    /** Several that are there, in this order: three statements. */
    @Transactional
    List<AssignmentWithActivities> find(List<UUID> ids) {
        var found =
                database.createSelectionQuery(SELECT + " where x.id in :ids", Object[].class)
                        .setParameterList("ids", ids)
                        .getResultList();
        return withActivities(found).stream()
                .sorted(Comparator.comparing(assignment -> ids.indexOf(assignment.row().id)))
                .toList();
    }

    private List<AssignmentWithActivities> withActivities(List<Object[]> found) {
        var ids = found.stream().map(row -> ((Assignment) row[0]).id).toList();
        Map<UUID, List<ActivityInAssignment>> activities =
                ids.isEmpty()
                        ? Map.of()
                        : database
                                .createSelectionQuery(ACTIVITIES, ActivityInAssignment.class)
                                .setParameterList("ids", ids)
                                .getResultList()
                                .stream()
                                .collect(Collectors.groupingBy(ActivityInAssignment::assignmentId));
        var known = details.of(ids);
        return found.stream()
                .map(
                        row -> {
                            var assignment = (Assignment) row[0];
                            return new AssignmentWithActivities(
                                    assignment,
                                    activities.getOrDefault(assignment.id, single(row)),
                                    known.getOrDefault(
                                            assignment.id, AssignmentDetails.Details.UNKNOWN));
                        })
                .toList();
    }

    /** An assignment from before there could be several activities has one in its row. */
    private static List<ActivityInAssignment> single(Object[] found) {
        var id = (UUID) found[1];
        return id == null
                ? List.of()
                : List.of(
                        new ActivityInAssignment(
                                ((Assignment) found[0]).id,
                                id,
                                (String) found[2],
                                (String) found[3],
                                0));
    }
}
