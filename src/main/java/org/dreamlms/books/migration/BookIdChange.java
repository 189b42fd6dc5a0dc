package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.dreamlms.books.db.Sql;

/**
 * Turns book_id into dcs_book_id in place: each table is rewritten once, with the map from UUID to
 * id as a constant. Adding a column and updating it would write every row a second time, leave the
 * first one behind as waste, and lose every constraint over the old column.
 */
final class BookIdChange {

    /** Of what is built again with book_id in it, which PostgreSQL does without them. */
    private static final String STATISTICS_TARGETS =
            """
            SELECT format(
                'ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s',
                i.indexrelid::regclass, a.attnum, a.attstattarget)
            FROM pg_index i
            JOIN pg_attribute a ON a.attrelid = i.indexrelid AND a.attstattarget >= 0
            WHERE i.indrelid = to_regclass(?)
            UNION ALL
            SELECT format(
                'ALTER STATISTICS %I.%I SET STATISTICS %s',
                n.nspname, s.stxname, s.stxstattarget)
            FROM pg_statistic_ext s
            JOIN pg_namespace n ON n.oid = s.stxnamespace
            WHERE s.stxrelid = to_regclass(?)
            AND s.stxstattarget >= 0
            """;

    private final Connection connection;
    private final Steps steps;

    BookIdChange(Connection connection, Steps steps) {
        this.connection = connection;
        this.steps = steps;
    }

    void run() throws SQLException {
        // More memory for the rebuilt indexes; only this transaction, and only one at a time.
        Sql.run(connection, "SET LOCAL maintenance_work_mem = '256MB'");
        var map = steps.get("keep the map from UUIDs to DCS ids", this::keepMap);
        for (var table : BookTable.ALL) {
            steps.run(table.table() + ": book_id becomes dcs_book_id", () -> convert(table, map));
        }
        FinalShape.ensureUnique(connection);
        steps.run("drop books and bookstatus", () -> dropBooks(connection));
        Alembic.stamp(connection);
        steps.run("refresh the planner's statistics", this::analyze);
    }

    private String keepMap() throws SQLException {
        FinalShape.createTables(connection);
        Sql.run(
                connection,
                """
                INSERT INTO book_id_map (legacy_id, dcs_book_id, title)
                SELECT id, dream_storage_id::integer, title
                FROM books
                """);
        WriteProof.runDeferred(connection);
        WriteProof.map(connection);
        return Sql.text(
                        connection,
                        """
                        SELECT coalesce(jsonb_object_agg(legacy_id::text, dcs_book_id), '{}')::text
                        FROM book_id_map
                        """)
                .orElseThrow();
    }

    private void convert(BookTable table, String map) throws SQLException {
        var name = table.table();
        dropForeignKeys(connection, table);
        var targets = Sql.texts(connection, STATISTICS_TARGETS, name, name);
        // UUIDs and integers only: nothing in the literal needs escaping.
        Sql.run(
                connection,
                """
                ALTER TABLE %s ALTER COLUMN book_id TYPE integer
                USING ('%s'::jsonb ->> book_id::text)::integer
                """
                        .formatted(name, map));
        for (var target : targets) {
            Sql.run(connection, target);
        }
        rename(connection, table);
        Sql.run(connection, "ALTER TABLE %s ALTER COLUMN dcs_book_id SET NOT NULL".formatted(name));
        FinalShape.ensureIndex(connection, table);
    }

    static void rename(Connection connection, BookTable table) throws SQLException {
        Sql.run(
                connection,
                "ALTER TABLE %s RENAME COLUMN book_id TO dcs_book_id".formatted(table.table()));
    }

    static void dropForeignKeys(Connection connection, BookTable table) throws SQLException {
        for (var key : foreignKeys(connection, table)) {
            Sql.run(
                    connection,
                    "ALTER TABLE %s DROP CONSTRAINT %s".formatted(table.table(), Sql.name(key)));
        }
    }

    /** Found by what they reference: installations have renamed them. */
    private static List<String> foreignKeys(Connection connection, BookTable table)
            throws SQLException {
        return Sql.texts(
                connection,
                """
                SELECT conname
                FROM pg_constraint
                WHERE contype = 'f'
                AND conrelid = to_regclass(?)
                AND confrelid = to_regclass('books')
                """,
                table.table());
    }

    static void dropBooks(Connection connection) throws SQLException {
        var statusIsOurs = BookStatus.isOurs(connection);
        Sql.run(connection, "DROP TABLE books");
        if (statusIsOurs) {
            BookStatus.drop(connection);
        }
    }

    private void analyze() throws SQLException {
        for (var table : BookTable.ALL) {
            Sql.run(connection, "ANALYZE %s".formatted(table.table()));
        }
    }
}
