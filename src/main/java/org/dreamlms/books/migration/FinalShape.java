package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.dreamlms.books.db.Sql;

/** The names and objects every migrated database has, however it came to be migrated. */
public final class FinalShape {

    private static final String UNIQUE = "uq_book_assignment";

    private static final String UNIQUE_OVER_DCS_ID =
            """
            SELECT k.conname
            FROM pg_constraint k
            WHERE %s
            """
                    .formatted(isUniqueOver("dcs_book_id"));

    private FinalShape() {}

    /**
     * Whether constraint {@code k} is the unique one: over exactly these columns, in this order.
     */
    public static String isUniqueOver(String bookColumn) {
        return """
        (k.contype = 'u' AND k.conrelid = to_regclass('book_assignments') AND (
            SELECT array_agg(a.attname::text ORDER BY c.n)
            FROM unnest(k.conkey) WITH ORDINALITY c (attnum, n)
            JOIN pg_attribute a ON a.attrelid = k.conrelid
                AND a.attnum = c.attnum) = ARRAY['%s', 'school_id', 'teacher_id'])
        """
                .formatted(bookColumn);
    }

    /** Gives the index over dcs_book_id its name, or makes it where there is none. */
    static void ensureIndex(Connection connection, BookTable table) throws SQLException {
        var indexes = plainIndexes(connection, table);
        if (indexes.contains(table.newIndex())) {
            return;
        }
        if (indexes.contains(table.oldIndex())) {
            Sql.run(
                    connection,
                    "ALTER INDEX %s RENAME TO %s".formatted(table.oldIndex(), table.newIndex()));
            return;
        }
        Sql.run(
                connection,
                "CREATE INDEX %s ON %s (dcs_book_id)".formatted(table.newIndex(), table.table()));
    }

    /** Indexes over exactly dcs_book_id, without a condition. */
    public static List<String> plainIndexes(Connection connection, BookTable table)
            throws SQLException {
        return Sql.texts(
                connection,
                """
                SELECT c.relname
                FROM pg_index i
                JOIN pg_class c ON c.oid = i.indexrelid
                JOIN pg_am m ON m.oid = c.relam
                WHERE i.indrelid = to_regclass(?)
                AND i.indisvalid
                AND i.indpred IS NULL
                AND i.indnatts = 1
                AND m.amname = 'btree'
                AND pg_get_indexdef(i.indexrelid, 1, true) = 'dcs_book_id'
                """,
                table.table());
    }

    /** Gives uq_book_assignment its name, or makes it where an installation lost it. */
    static void ensureUnique(Connection connection) throws SQLException {
        var constraints = Sql.texts(connection, UNIQUE_OVER_DCS_ID);
        if (constraints.contains(UNIQUE)) {
            return;
        }
        if (constraints.isEmpty()) {
            Sql.run(
                    connection,
                    """
                    ALTER TABLE book_assignments ADD CONSTRAINT %s UNIQUE (dcs_book_id, school_id,
                        teacher_id)
                    """
                            .formatted(UNIQUE));
            return;
        }
        Sql.run(
                connection,
                "ALTER TABLE book_assignments RENAME CONSTRAINT %s TO %s"
                        .formatted(Sql.name(constraints.get(0)), UNIQUE));
    }

    static boolean hasUnique(Connection connection) throws SQLException {
        return Sql.texts(connection, UNIQUE_OVER_DCS_ID).contains(UNIQUE);
    }

    /** The map of old links and the table of reports. */
    static void createTables(Connection connection) throws SQLException {
        Sql.run(
                connection,
                """
                CREATE TABLE IF NOT EXISTS dcs_books.book_id_map (
                    legacy_id uuid PRIMARY KEY,
                    dcs_book_id integer NOT NULL UNIQUE,
                    title text)
                """);
        Sql.run(
                connection,
                """
                CREATE TABLE IF NOT EXISTS dcs_books.migration_report (
                    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    created_at timestamptz NOT NULL DEFAULT now(),
                    report jsonb NOT NULL)
                """);
    }
}
