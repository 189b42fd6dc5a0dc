package org.dreamlms.books.assignment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.OptionalLong;
import java.util.UUID;
import org.dreamlms.books.db.Conditions;
import org.dreamlms.books.http.answer.ListMemory;
import org.dreamlms.books.http.input.PageRequest;
import org.hibernate.Session;

/** Finds out how large rows are before they are read: how many of a page there is room for. */
@ApplicationScoped
class PageSize {

    /** What a row takes as JSON without its texts, the book in it included. */
    private static final int ROW_BYTES = 1_500;

    /** What each activity in it takes. */
    private static final int ACTIVITY_BYTES = 250;

    private static final String TEXTS =
            "select coalesce(octet_length(x.instructions), 0) + "
                    + ACTIVITY_BYTES
                    + " * (select count(*) from AssignmentActivity y where y.assignmentId = x.id)";

    private static final String RESOURCES =
            " + coalesce(octet_length(cast(x.resources as string)), 0)";

    private final Session database;

    PageSize(Session database) {
        this.database = database;
    }

    /**
     * The part of a page that may be read.
     *
     * @param page as it was asked for
     * @param rows how many of its rows there is room for, at least 1
     * @param bytes how many bytes they have, about
     * @param total how many rows there are on all pages; empty when the page is behind the last
     */
    record Fitting(PageRequest page, int rows, long bytes, OptionalLong total) {}

    /** How many bytes an assignment with its resources has, about. One statement. */
    @Transactional
    long of(UUID id) {
        var texts =
                database.createSelectionQuery(
                                TEXTS + RESOURCES + " from Assignment x where x.id = :id",
                                Number.class)
                        .setParameter("id", id)
                        .uniqueResult();
        return ROW_BYTES + (texts == null ? 0 : texts.longValue());
    }

    /** The first rows of the page, up to {@link ListMemory#LIST_BYTES}. One statement. */
    @Transactional
    Fitting of(Conditions conditions, PageRequest page, boolean withResources) {
        var sizes =
                conditions
                        .bind(
                                database.createSelectionQuery(
                                        TEXTS
                                                + (withResources ? RESOURCES : "")
                                                + ", count(*) over () from Assignment x"
                                                + conditions.where()
                                                + Assignments.ORDER,
                                        Object[].class))
                        .setFirstResult(page.skip())
                        .setMaxResults(page.limit())
                        .getResultList();
        int rows = 0;
        long bytes = 0;
        for (var row : sizes) {
            long next = bytes + ROW_BYTES + ((Number) row[0]).longValue();
            if (rows > 0 && next > ListMemory.LIST_BYTES) {
                break;
            }
            rows++;
            bytes = next;
        }
        var total =
                sizes.isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(((Number) sizes.get(0)[1]).longValue());
        return new Fitting(page, Math.max(1, rows), bytes, total);
    }
}
