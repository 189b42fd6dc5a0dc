package org.dreamlms.books.ops.console;

import io.agroal.api.AgroalDataSource;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import org.dreamlms.books.db.Sql;

/** The rows that refer to one book, for who has to correct them. Blocks: for worker threads. */
@ApplicationScoped
class MissingRows {

    static final int SHOWN = 100;

    private static final String ROWS =
            """
            (SELECT 'activities', id::text, title FROM activities
                WHERE dcs_book_id = ? ORDER BY id LIMIT %1$d)
            UNION ALL (SELECT 'assignments', id::text, name FROM assignments
                WHERE dcs_book_id = ? ORDER BY id LIMIT %1$d)
            UNION ALL (SELECT 'book_assignments', id::text, NULL FROM book_assignments
                WHERE dcs_book_id = ? ORDER BY id LIMIT %1$d)
            """
                    .formatted(SHOWN);

    private final Instance<AgroalDataSource> database;

    MissingRows(Instance<AgroalDataSource> database) {
        this.database = database;
    }

    /** Up to {@value #SHOWN} of each table. */
    @Transactional(rollbackOn = Exception.class)
    JsonObject of(int book) throws SQLException {
        try (var connection = database.get().getConnection()) {
            Sql.run(connection, "SET LOCAL statement_timeout = '5s'");
            var rows =
                    Sql.list(
                            connection,
                            row ->
                                    new JsonObject()
                                            .put("table", row.getString(1))
                                            .put("id", row.getString(2))
                                            .put("name", row.getString(3)),
                            ROWS,
                            book,
                            book,
                            book);
            return new JsonObject()
                    .put("book_id", book)
                    .put("at_most", SHOWN)
                    .put("rows", new JsonArray(rows));
        }
    }
}
