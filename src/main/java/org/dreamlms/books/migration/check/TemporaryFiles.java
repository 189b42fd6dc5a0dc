package org.dreamlms.books.migration.check;

import org.dreamlms.books.db.Sql;
import org.dreamlms.books.migration.BookTable;

/** Room for what is sorted: each index of a table is built again. */
public final class TemporaryFiles {

    private static final String TOO_FEW =
            """
            SELECT 'index ' || i.indexrelid::regclass || ' with '
                || pg_size_pretty(pg_relation_size(i.indexrelid))
            FROM pg_index i
            WHERE i.indrelid IN (SELECT to_regclass(t)::oid FROM unnest(ARRAY[%s]) t)
            AND (SELECT setting::bigint FROM pg_settings WHERE name = 'temp_file_limit') >= 0
            AND 2 * pg_relation_size(i.indexrelid) > 1024 * (
                SELECT setting::bigint
                FROM pg_settings
                WHERE name = 'temp_file_limit')
            ORDER BY 1
            """
                    .formatted(BookTable.LITERALS);

    private TemporaryFiles() {}

    /** A superuser has no limit here; others may not lift it. */
    public static Check check() {
        return new Check(
                "room for temporary files",
                connection -> {
                    var large = Sql.texts(connection, TOO_FEW);
                    return large.isEmpty()
                            ? Finding.passed("enough")
                            : Finding.unproven(
                                    "whether temp_file_limit lets these be built again, which a"
                                            + " superuser can raise (ALTER ROLE … SET): "
                                            + String.join("; ", large));
                });
    }
}
