package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.dreamlms.books.db.Sql;

/**
 * The constraints and indexes of the three tables, by what they are and not by their names: all but
 * the foreign keys to books must be there after the change.
 */
final class KeptObjects {

    private static final String QUERY =
            """
            WITH ours AS (SELECT to_regclass(t)::oid AS oid FROM unnest(ARRAY[%s]) t)
            SELECT k.conrelid::regclass || ': ' || pg_get_constraintdef(k.oid)
            FROM pg_constraint k
            WHERE (k.conrelid IN (SELECT oid FROM ours) OR k.confrelid IN (SELECT oid FROM ours))
            AND (to_regclass('books') IS NULL OR k.confrelid <> to_regclass('books'))
            UNION ALL
            SELECT i.indrelid::regclass || ': ' || CASE WHEN i.indisunique THEN 'UNIQUE '
                ELSE '' END || 'INDEX' || substr(def, strpos(def, ' USING '))
            FROM pg_index i, pg_get_indexdef(i.indexrelid) def
            WHERE i.indisvalid
            AND i.indrelid IN (SELECT oid FROM ours)
            """
                    .formatted(BookTable.LITERALS);

    private final List<String> before;

    private KeptObjects(List<String> before) {
        this.before = before;
    }

    static KeptObjects before(Connection connection) throws SQLException {
        return new KeptObjects(Sql.texts(connection, QUERY));
    }

    /**
     * Looks whether all is there now, over dcs_book_id instead of book_id.
     *
     * @throws MigrationRefused when something is missing
     */
    void verify(Connection connection) throws SQLException {
        var missing = new ArrayList<>(before);
        missing.replaceAll(definition -> definition.replaceAll("\\bbook_id\\b", "dcs_book_id"));
        // One by one, since two may have the same definition.
        Sql.texts(connection, QUERY).forEach(missing::remove);
        if (!missing.isEmpty()) {
            throw new MigrationRefused(
                    "Verification failed, everything is rolled back: lost: "
                            + String.join("; ", missing)
                            + ". Please report this with the log.");
        }
    }
}
