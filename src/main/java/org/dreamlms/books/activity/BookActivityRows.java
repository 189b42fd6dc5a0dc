package org.dreamlms.books.activity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.OptionalInt;
import org.dreamlms.books.page.ConfigObject;
import org.dreamlms.books.page.ImportedActivities;
import org.dreamlms.books.page.ImportedActivity;
import org.hibernate.Session;

/** Reads the rows of a book for its pages. Blocks: for worker threads only. */
@ApplicationScoped
class BookActivityRows implements ImportedActivities {

    /** As many as an import takes of one config.json. */
    private static final int MAX_ROWS = 20_000;

    /** What a row takes without its config. */
    private static final long ROW_BYTES = 500;

    private final Session database;
    private final Activities activities;

    BookActivityRows(Session database, Activities activities) {
        this.database = database;
        this.activities = activities;
    }

    @Override
    @Transactional
    public Version version(int bookId) {
        var row =
                database.createNativeQuery(
                                """
                                SELECT
                                    count(*),
                                    cast(max(updated_at) AS text),
                                    cast(sum(hashtextextended(concat(id, updated_at), 0)) AS text)
                                FROM activities
                                WHERE dcs_book_id = :book
                                """,
                                Object[].class)
                        .setParameter("book", bookId)
                        .getSingleResult();
        return new Version((Long) row[0], (String) row[1], (String) row[2]);
    }

    @Override
    @Transactional
    public long bytes(int bookId, OptionalInt page, boolean withConfig) {
        var query =
                database.createNativeQuery(
                        """
                        SELECT least(:rows, count(*)) * :row
                            + least(:max, coalesce(sum(octet_length(%s)), 0))
                        FROM activities
                        WHERE dcs_book_id = :book
                        """
                                        .formatted(withConfig ? "cast(config_json AS text)" : "''")
                                + (page.isPresent() ? " AND page_number = :page" : ""),
                        Long.class);
        query.setParameter("rows", (long) MAX_ROWS);
        query.setParameter("row", ROW_BYTES);
        query.setParameter("max", (long) ConfigObject.MAX_BYTES);
        query.setParameter("book", bookId);
        page.ifPresent(number -> query.setParameter("page", number));
        return query.getSingleResult();
    }

    @Override
    @Transactional
    public List<ImportedActivity> of(int bookId, OptionalInt page, boolean withConfig) {
        var rows =
                database.createSelectionQuery(
                        """
                        select
                            a.id, a.activityType, a.title, a.moduleName, a.pageNumber,
                            a.sectionIndex, a.orderIndex, a.dreamActivityId, cast(null as string)
                        from Activity a
                        where a.bookId = :book
                        """
                                + (page.isPresent() ? " and a.pageNumber = :page" : "")
                                + " order by a.orderIndex, a.id",
                        ImportedActivity.class);
        rows.setParameter("book", bookId);
        page.ifPresent(number -> rows.setParameter("page", number));
        var found = rows.setMaxResults(MAX_ROWS).getResultList();
        return withConfig ? withConfigs(found) : found;
    }

    private List<ImportedActivity> withConfigs(List<ImportedActivity> rows) {
        if (rows.isEmpty()) {
            return rows;
        }
        var configs = activities.configs(rows.stream().map(ImportedActivity::id).toList());
        return rows.stream().map(row -> row.with(configs.get(row.id()))).toList();
    }
}
