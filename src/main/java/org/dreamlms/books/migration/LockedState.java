package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.migration.backup.CopyRows;

/**
 * The state of the database that is checked, backed up and changed.
 *
 * @param snapshot makes pg_dump see exactly this state, and fail on every other server
 * @param rows how many rows each table has in it, by {@link CopyRows#key}
 */
public record LockedState(String snapshot, Map<String, Long> rows) {

    /** To be taken when the locks are held, and before any savepoint. */
    static LockedState of(Connection connection) throws SQLException {
        var snapshot = Sql.text(connection, "SELECT pg_export_snapshot()").orElseThrow();
        var schema = CopyRows.name(connection);
        var rows = new LinkedHashMap<String, Long>();
        for (var table : BookTable.LOCKED) {
            if (Sql.tableExists(connection, table)) {
                rows.put(
                        CopyRows.key(schema, table),
                        Sql.number(
                                connection,
                                """
                                SELECT count(*)
                                FROM %s
                                """
                                        .formatted(table)));
            }
        }
        return new LockedState(snapshot, rows);
    }
}
