package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dreamlms.books.db.DirectDatabase;
import org.dreamlms.books.db.Sql;

/** A database of one test, and what a test wants to know of it. */
record TestDatabase(String name, String url) {

    /** All tables but the server's own, as SQL names them. */
    static final String TABLES =
            """
            SELECT oid::regclass::text
            FROM pg_class
            WHERE relkind = 'r' AND relnamespace::regnamespace::text !~ '^(pg_|information)'
            ORDER BY 1
            """;

    private static final String OBJECTS =
            """
            SELECT concat_ws(' ', 'column', attrelid::regclass || '.' || attname,
                format_type(atttypid, atttypmod), attnotnull)
            FROM pg_attribute
            JOIN pg_class c ON c.oid = attrelid
            WHERE relnamespace::regnamespace::text !~ '^(pg_|information)'
            AND attnum > 0
            AND NOT attisdropped
            UNION ALL
            SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid))
            FROM pg_constraint
            WHERE connamespace::regnamespace::text !~ '^(pg_|information)'
            UNION ALL
            SELECT 'index ' || indexdef
            FROM pg_indexes
            WHERE schemaname !~ '^(pg_|information)'
            UNION ALL
            SELECT 'type ' || typname
            FROM pg_type
            WHERE typnamespace::regnamespace::text !~ '^(pg_|information)'
            """;

    MigrationDatabase direct() {
        return direct(url, null, null);
    }

    static MigrationDatabase direct(String url, String user, String password) {
        return new MigrationDatabase(new DirectDatabase(url, user, password));
    }

    Connection connect() throws SQLException {
        return TestServer.connect(name);
    }

    TestDatabase run(String sql) {
        TestServer.run(name, sql);
        return this;
    }

    List<String> texts(String sql) {
        return TestServer.texts(name, sql);
    }

    String text(String sql) {
        return texts(sql).get(0);
    }

    long number(String sql) {
        return Long.parseLong(text(sql));
    }

    boolean has(String relation) {
        return text("SELECT to_regclass('" + relation + "') IS NOT NULL").equals("t");
    }

    /** Every object and every row, as text: two equal snapshots are two equal databases. */
    List<String> snapshot() {
        try (var connection = connect()) {
            var all = new ArrayList<>(Sql.texts(connection, OBJECTS));
            Collections.sort(all);
            for (var table : Sql.texts(connection, TABLES)) {
                all.addAll(Sql.texts(connection, rowsOf(table)));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> tables() {
        return texts(TABLES);
    }

    List<String> rows(String table) {
        return texts(rowsOf(table));
    }

    private static String rowsOf(String table) {
        return "SELECT '"
                + table.replace("'", "''")
                + " ' || t::text FROM "
                + table
                + " t ORDER BY 1";
    }
}
