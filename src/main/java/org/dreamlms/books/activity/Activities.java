package org.dreamlms.books.activity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.dreamlms.books.activity.BookActivities.Stub;
import org.dreamlms.books.book.BooksByActivity;
import org.dreamlms.books.page.ConfigObject;
import org.hibernate.Session;

/** Reads activities; each method is one statement. Blocks: for worker threads only. */
@ApplicationScoped
public class Activities implements BooksByActivity {

    private static final String ORDER =
            " order by a.orderIndex, a.pageNumber, a.sectionIndex, a.id";

    private final Session database;

    Activities(Session database) {
        this.database = database;
    }

    /** What there is to know of a book's activities before they are read, in their order. */
    @Transactional
    List<Stub> stubs(int bookId, int limit) {
        return database
                .createNativeQuery(
                        """
                        SELECT a.id, coalesce(octet_length(cast(a.config_json AS text)), 0),
                            md5(cast(a AS text))
                        FROM activities a
                        WHERE a.dcs_book_id = :book
                        ORDER BY a.order_index, a.page_number, a.section_index, a.id
                        LIMIT :limit
                        """,
                        Object[].class)
                .setParameter("book", bookId)
                .setParameter("limit", limit)
                .getResultList()
                .stream()
                .map(row -> new Stub((UUID) row[0], (Integer) row[1], (String) row[2]))
                .toList();
    }

    /** These activities, in the order of a book's; those that are gone are left out. */
    @Transactional
    List<ActivityRow> all(Collection<UUID> ids, boolean withConfig) {
        return database.createSelectionQuery(
                        select(withConfig) + " where a.id in :ids" + ORDER, ActivityRow.class)
                .setParameterList("ids", ids)
                .getResultList();
    }

    /** One activity without its config, which {@link #configs} has. */
    @Transactional
    public Optional<ActivityRow> find(UUID id) {
        return database.createSelectionQuery(select(false) + " where a.id = :id", ActivityRow.class)
                .setParameter("id", id)
                .uniqueResultOptional();
    }

    /** How many bytes {@link #configs} reads of these activities. */
    @Transactional
    public long configBytes(Collection<UUID> ids) {
        return database.createNativeQuery(
                        """
                        SELECT least(:max, coalesce(sum(octet_length(cast(a.config_json AS text))), 0))
                        FROM activities a
                        WHERE a.id IN (:ids)
                        """,
                        Long.class)
                .setParameter("max", (long) ConfigObject.MAX_BYTES)
                .setParameterList("ids", ids)
                .getSingleResult();
    }

    /** Those of the activities that belong to the book. */
    @Transactional
    public Set<UUID> belonging(int bookId, Collection<UUID> ids) {
        return Set.copyOf(
                database.createSelectionQuery(
                                "select a.id from Activity a where a.bookId = :book and a.id in"
                                        + " :ids",
                                UUID.class)
                        .setParameter("book", bookId)
                        .setParameterList("ids", ids)
                        .getResultList());
    }

    /**
     * The configs of activities, as text, up to {@link ConfigObject#MAX_BYTES}; {@link
     * ConfigObject#TRUNCATED} stands for the others. One without a config is left out.
     */
    @Transactional
    public Map<UUID, String> configs(Collection<UUID> ids) {
        return database
                .createNativeQuery(
                        """
                        SELECT
                            a.id,
                            CASE WHEN a.fits AND sum(a.bytes) FILTER (WHERE a.fits)
                                    OVER (ORDER BY a.order_index, a.id) <= :max
                                THEN cast(a.config_json AS text) ELSE :truncated END
                        FROM (
                            SELECT *, octet_length(cast(config_json AS text)) AS bytes,
                                octet_length(cast(config_json AS text)) <= :max AS fits
                            FROM activities
                            WHERE id IN (:ids) AND config_json IS NOT NULL) a
                        """,
                        Object[].class)
                .setParameter("max", ConfigObject.MAX_BYTES)
                .setParameter("truncated", ConfigObject.TRUNCATED)
                .setParameterList("ids", ids)
                .getResultList()
                .stream()
                .collect(Collectors.toMap(row -> (UUID) row[0], row -> (String) row[1]));
    }

    /**
     * {@inheritDoc}
     *
     * <p>The enum's own values are compared as text, and the column with an enum: a type that is
     * none finds nothing, and the index serves. Of its entries one a book is read (a DISTINCT reads
     * every activity of the type).
     */
    @Override
    @Transactional
    public Set<Integer> withType(String activityType) {
        return Set.copyOf(
                database.createNativeQuery(
                                """
                                WITH RECURSIVE type AS MATERIALIZED (
                                    SELECT label FROM unnest(enum_range(cast(NULL AS activitytype))) label
                                    WHERE cast(label AS text) = :type),
                                book AS (
                                    SELECT (SELECT min(dcs_book_id) FROM activities
                                        WHERE activity_type = (SELECT label FROM type)) AS id
                                    UNION ALL
                                    SELECT (SELECT min(dcs_book_id) FROM activities
                                        WHERE activity_type = (SELECT label FROM type)
                                            AND dcs_book_id > book.id)
                                    FROM book WHERE book.id IS NOT NULL)
                                SELECT id FROM book WHERE id IS NOT NULL
                                """,
                                Integer.class)
                        .setParameter("type", activityType)
                        .getResultList());
    }

    private static String select(boolean withConfig) {
        return "select a.id, a.bookId, a.dreamActivityId, a.activityType, a.title, "
                + (withConfig ? "a.configJson" : "cast(null as string)")
                + ", a.orderIndex, a.moduleName, a.pageNumber, a.sectionIndex, a.createdAt,"
                + " a.updatedAt from Activity a";
    }
}
