package org.dreamlms.books.activity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.OptionalInt;
import org.dreamlms.books.page.ImportedActivities;
import org.dreamlms.books.page.ImportedActivity;
import org.hibernate.Session;

/** Reads the rows of a book for its pages. Blocks: for worker threads only. */
@ApplicationScoped
class BookActivityRows implements ImportedActivities {

    /** As many as an import takes of one config.json. */
    private static final int MAX_ROWS = 20_000;

    private final Session database;

    BookActivityRows(Session database) {
        this.database = database;
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
    public List<ImportedActivity> of(int bookId, OptionalInt page, boolean withConfig) {
        var query =
                database.createSelectionQuery(
                        """
                        select
                            a.id, a.activityType, a.title, a.moduleName, a.pageNumber,
                            a.sectionIndex, a.orderIndex, a.dreamActivityId, %s
                        from Activity a
                        where a.bookId = :book
                        """
                                        .formatted(
                                                withConfig
                                                        ? "a.configJson"
                                                        : "cast(null as string)")
                                + (page.isPresent() ? " and a.pageNumber = :page" : "")
                                + " order by a.orderIndex, a.id",
                        ImportedActivity.class);
        query.setParameter("book", bookId);
        page.ifPresent(number -> query.setParameter("page", number));
        return query.setMaxResults(MAX_ROWS).getResultList();
    }
}
