package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.migration.check.Check;
import org.dreamlms.books.migration.check.Finding;

/** How much there is to do: nothing here refuses. */
final class Statistics {

    private Statistics() {}

    static Check check() {
        return new Check(
                "how much there is",
                connection -> {
                    var counts = new ArrayList<String>();
                    counts.add(
                            Sql.number(connection, "SELECT count(*) FROM books")
                                    + " books (will be dropped)");
                    for (var table : BookTable.ALL) {
                        counts.add(rows(connection, table) + " " + table.table());
                    }
                    counts.add(
                            Sql.number(
                                            connection,
                                            """
                                            SELECT count(*)
                                            FROM books b
                                            WHERE NOT EXISTS (SELECT FROM activities t WHERE t.book_id = b.id)
                                            AND NOT EXISTS (SELECT FROM assignments t WHERE t.book_id = b.id)
                                            AND NOT EXISTS (SELECT FROM book_assignments t WHERE t.book_id = b.id)
                                            """)
                                    + " books without any row");
                    return Finding.passed(String.join(", ", counts));
                });
    }

    static long rows(Connection connection, BookTable table) throws SQLException {
        return Sql.number(
                connection,
                """
                SELECT count(*)
                FROM %s
                """
                        .formatted(table.table()));
    }
}
