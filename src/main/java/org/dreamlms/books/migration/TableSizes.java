package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.dreamlms.books.db.Sql;

/** How large each table is on disk, with its indexes. */
record TableSizes(Map<BookTable, Long> bytes) {

    static TableSizes of(Connection connection) throws SQLException {
        var bytes = new EnumMap<BookTable, Long>(BookTable.class);
        for (var table : BookTable.ALL) {
            bytes.put(
                    table,
                    Sql.number(
                            connection,
                            "SELECT pg_total_relation_size(to_regclass(?))",
                            table.table()));
        }
        return new TableSizes(bytes);
    }
}
