package org.dreamlms.books.bookassignment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.dreamlms.books.caller.Caller;
import org.dreamlms.books.db.Conditions;
import org.dreamlms.books.db.LockWaits;
import org.dreamlms.books.http.answer.ListMemory;
import org.dreamlms.books.http.answer.Page;
import org.dreamlms.books.http.input.PageRequest;
import org.dreamlms.books.replica.Announcer;
import org.dreamlms.books.replica.Invalidation;
import org.hibernate.Session;

/** Reads the table of book assignments. Blocks: for worker threads only. */
@ApplicationScoped
class BookAssignments {

    private static final String SELECT =
            """
            select b, s.name, coalesce(u.fullName, u.username), coalesce(g.fullName, g.username)
            from BookAssignment b
            left join School s on s.id = b.schoolId
            left join Teacher t on t.id = b.teacherId
            left join LmsUser u on u.id = t.userId
            left join LmsUser g on g.id = b.assignedBy
            """;
    private static final String ORDER = " order by b.assignedAt desc, b.id";

    /** What a row takes as JSON, the book in it included. */
    private static final int ROW_BYTES = 1_500;

    private static final int MAX_ROWS = ListMemory.LIST_BYTES / ROW_BYTES;

    private final Session database;
    private final Announcer announcer;

    BookAssignments(Session database, Announcer announcer) {
        this.database = database;
        this.announcer = announcer;
    }

    /** A part of those that meet the conditions, the latest first: two statements. */
    @Transactional
    Page<BookAssignmentRow> page(Conditions conditions, PageRequest page) {
        var rows =
                conditions
                        .bind(
                                database.createSelectionQuery(
                                        SELECT + conditions.where() + ORDER,
                                        BookAssignmentRow.class))
                        .setReadOnly(true)
                        .setFirstResult(page.skip())
                        .setMaxResults(Math.min(page.limit(), MAX_ROWS))
                        .getResultList();
        var total =
                conditions
                        .bind(
                                database.createSelectionQuery(
                                        "select count(*) from BookAssignment b"
                                                + conditions.where(),
                                        Long.class))
                        .getSingleResult();
        return new Page<>(rows, total, page.skip(), page.limit());
    }

    /** All that meet the conditions, the latest first, as far as there is room for them. */
    @Transactional
    List<BookAssignmentRow> all(Conditions conditions) {
        return conditions
                .bind(
                        database.createSelectionQuery(
                                SELECT + conditions.where() + ORDER, BookAssignmentRow.class))
                .setReadOnly(true)
                .setMaxResults(MAX_ROWS)
                .getResultList();
    }

    /**
     * Takes one away, unless it is gone already.
     *
     * @return false when it is there, but not one that the caller manages
     */
    @Transactional
    boolean delete(Caller caller, UUID id) {
        LockWaits.limit(database);
        var conditions = BookAssignmentRules.manageable(caller).and("b.id = :id", "id", id);
        // By a statement, not by way of the entity: of two who delete it one finds it gone.
        var deleted =
                conditions
                                .bind(
                                        database.createMutationQuery(
                                                "delete from BookAssignment b"
                                                        + conditions.where()))
                                .executeUpdate()
                        > 0;
        if (deleted) {
            announcer.announce(Invalidation.rights());
        }
        return deleted || isGone(id);
    }

    private boolean isGone(UUID id) {
        return database.createSelectionQuery(
                        "select b.id from BookAssignment b where b.id = :id", UUID.class)
                .setParameter("id", id)
                .getResultList()
                .isEmpty();
    }

    /** These, by their ids. */
    @Transactional
    Map<UUID, BookAssignmentRow> read(List<UUID> ids) {
        return database
                .createSelectionQuery(SELECT + " where b.id in :ids", BookAssignmentRow.class)
                .setParameterList("ids", ids)
                .getResultList()
                .stream()
                .collect(Collectors.toMap(found -> found.row().id, found -> found));
    }
}
