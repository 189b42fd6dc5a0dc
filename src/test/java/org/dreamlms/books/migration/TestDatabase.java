package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.dreamlms.books.db.DirectDatabase;

/** A database of one test, and what a test wants to know of it. */
record TestDatabase(String name, String url) {

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
        var all = new ArrayList<String>();
        all.addAll(
                texts(
                        "SELECT 'column ' || attrelid::regclass || '.' || attname || ' ' ||"
                                + " format_type(atttypid, atttypmod) || ' ' || attnotnull FROM"
                                + " pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE"
                                + " relnamespace::regnamespace::text !~ '^(pg_|information)' AND"
                                + " attnum > 0 AND NOT attisdropped ORDER BY 1"));
        all.addAll(
                texts(
                        "SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' ||"
                                + " pg_get_constraintdef(oid) FROM pg_constraint WHERE"
                                + " connamespace::regnamespace::text !~ '^(pg_|information)' ORDER"
                                + " BY 1"));
        all.addAll(
                texts(
                        "SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname !~"
                                + " '^(pg_|information)' ORDER BY 1"));
        all.addAll(
                texts(
                        "SELECT 'type ' || typname FROM pg_type WHERE"
                                + " typnamespace::regnamespace::text !~ '^(pg_|information)' ORDER"
                                + " BY 1"));
        for (var table : tables()) {
            all.addAll(rows(table));
        }
        return all;
    }

    List<String> tables() {
        return texts(
                "SELECT c.oid::regclass::text FROM pg_class c WHERE relkind = 'r' AND"
                        + " relnamespace::regnamespace::text !~ '^(pg_|information)' ORDER BY 1");
    }

    List<String> rows(String table) {
        return texts(
                "SELECT '"
                        + table.replace("'", "''")
                        + " ' || t::text FROM "
                        + table
                        + " t ORDER BY 1");
    }
}
