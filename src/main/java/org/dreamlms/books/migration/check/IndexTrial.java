package org.dreamlms.books.migration.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.migration.BookTable;
import org.dreamlms.books.migration.LockHolders;

/**
 * Tries the change of type on an empty copy of each table with all its indexes, defaults and
 * constraints. What survives there lives on after the migration and is listed; what does not is
 * found one by one and refused, by its name.
 */
public final class IndexTrial {

    private record Part(BookTable table, String name, String definition) {}

    /**
     * What PostgreSQL says of types, operators and literals that do not go together. Anything else,
     * such as a missing right or a full disk, says nothing about the parts.
     */
    private static final Set<String> VERDICTS =
            Set.of("42804", "42883", "42725", "42846", "42704", "42P16", "42P17", "22P02", "0A000");

    private IndexTrial() {}

    public static Check check() {
        return new Check(
                "indexes, constraints and defaults over book_id, on empty copies",
                IndexTrial::look);
    }

    /** Nothing can be tried, which the change itself does not need. */
    private static final class NoCopy extends SQLException {

        private static final long serialVersionUID = 1;

        NoCopy(SQLException cause) {
            super(cause.getMessage(), cause.getSQLState(), cause);
        }
    }

    private static Finding look(Connection connection) throws SQLException {
        try {
            return convertAll(connection);
        } catch (NoCopy e) {
            return Finding.unproven(
                    "indexes, constraints and defaults over book_id, since no copies can be made"
                            + " here: "
                            + e.getMessage());
        }
    }

    private static Finding convertAll(Connection connection) throws SQLException {
        var broken = new ArrayList<String>();
        var kept = new ArrayList<String>();
        for (var table : BookTable.ALL) {
            var parts = parts(connection, table);
            var whole = convert(connection, table, "INCLUDING ALL", "");
            if (whole == null) {
                parts.stream().filter(IndexTrial::additional).forEach(p -> kept.add(p.name()));
                continue;
            }
            var before = broken.size();
            for (var part : parts) {
                var reason = convert(connection, table, "", part.definition());
                if (reason != null) {
                    broken.add(part.name() + ": " + reason);
                }
            }
            if (broken.size() == before) {
                broken.add(table.table() + ": " + whole);
            }
        }
        if (!broken.isEmpty()) {
            return Finding.refused(
                    "indexes, constraints or defaults over book_id that cannot become integer",
                    broken,
                    "drop each, and create it again over dcs_book_id after the migration");
        }
        return Finding.passed(
                kept.isEmpty() ? "nothing additional" : "live on: " + String.join(", ", kept));
    }

    private static boolean additional(Part part) {
        return !part.name().equals("index " + part.table().oldIndex())
                && !part.name().startsWith("constraint uq_book_assignment ");
    }

    /** Why the change fails on an empty copy with this part; null when it does not. */
    private static String convert(
            Connection connection, BookTable table, String including, String definition)
            throws SQLException {
        var before = connection.setSavepoint();
        try {
            copy(connection, table, including);
            if (!definition.isEmpty()) {
                Sql.run(connection, definition);
            }
            Sql.run(
                    connection,
                    """
                    ALTER TABLE pg_temp.dcs_trial ALTER COLUMN book_id TYPE integer
                    USING ('{}'::jsonb ->> book_id::text)::integer
                    """);
            Sql.run(
                    connection,
                    "ALTER TABLE pg_temp.dcs_trial RENAME COLUMN book_id TO dcs_book_id");
            return null;
        } catch (NoCopy e) {
            throw e;
        } catch (SQLException e) {
            if (!VERDICTS.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
            return e.getMessage().lines().findFirst().orElse("fails");
        } finally {
            connection.rollback(before);
        }
    }

    private static void copy(Connection connection, BookTable table, String including)
            throws SQLException {
        try {
            Sql.run(
                    connection,
                    "CREATE TEMP TABLE dcs_trial (LIKE %s %s)".formatted(table.table(), including));
        } catch (SQLException e) {
            if (LockHolders.isBusy(e)) {
                throw e;
            }
            throw new NoCopy(e);
        }
    }

    /** Indexes, constraints and defaults over book_id, each with the SQL that adds it to a copy. */
    private static List<Part> parts(Connection connection, BookTable table) throws SQLException {
        return Sql.list(
                connection,
                row -> new Part(table, row.getString(1), row.getString(2)),
                """
                WITH t AS (SELECT to_regclass(?)::oid AS oid)
                SELECT 'index ' || c.relname, 'CREATE ' || CASE WHEN i.indisunique THEN 'UNIQUE '
                    ELSE '' END || 'INDEX ON pg_temp.dcs_trial' || substr(pg_get_indexdef(c.oid),
                    strpos(pg_get_indexdef(c.oid), ' USING '))
                FROM t
                JOIN pg_index i ON i.indrelid = t.oid
                JOIN pg_class c ON c.oid = i.indexrelid
                WHERE pg_get_indexdef(c.oid) ~ '\\mbook_id\\M'
                AND NOT EXISTS (
                    SELECT
                    FROM pg_constraint k
                    WHERE k.conindid = c.oid
                    AND k.contype IN ('p', 'u', 'x'))
                UNION ALL
                SELECT 'constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid),
                    'ALTER TABLE pg_temp.dcs_trial ADD ' || pg_get_constraintdef(k.oid)
                FROM t
                JOIN pg_constraint k ON k.conrelid = t.oid
                    AND k.contype IN ('c', 'p', 'u', 'x')
                WHERE pg_get_constraintdef(k.oid) ~ '\\mbook_id\\M'
                UNION ALL
                SELECT 'default of ' || t.oid::regclass || '.' || a.attname || ' '
                    || pg_get_expr(d.adbin, d.adrelid),
                    'ALTER TABLE pg_temp.dcs_trial ALTER COLUMN book_id SET DEFAULT '
                    || pg_get_expr(d.adbin, d.adrelid)
                FROM t
                JOIN pg_attrdef d ON d.adrelid = t.oid
                JOIN pg_attribute a ON a.attrelid = d.adrelid
                    AND a.attnum = d.adnum
                    AND a.attname = 'book_id'
                    AND a.attgenerated = ''
                UNION ALL
                SELECT 'generated column ' || t.oid::regclass || '.' || a.attname,
                    'ALTER TABLE pg_temp.dcs_trial ADD dcs_trial_column ' || format_type(a.atttypid,
                    a.atttypmod) || ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid)
                    || ') STORED'
                FROM t
                JOIN pg_attrdef d ON d.adrelid = t.oid
                JOIN pg_attribute a ON a.attrelid = d.adrelid
                    AND a.attnum = d.adnum
                    AND a.attgenerated <> ''
                WHERE pg_get_expr(d.adbin, d.adrelid) ~ '\\mbook_id\\M'
                UNION ALL
                SELECT 'statistics ' || s.stxname, regexp_replace(pg_get_statisticsobjdef(s.oid),
                    ' FROM .*$', ' FROM pg_temp.dcs_trial')
                FROM t
                JOIN pg_statistic_ext s ON s.stxrelid = t.oid
                WHERE pg_get_statisticsobjdef(s.oid) ~ '\\mbook_id\\M'
                ORDER BY 1
                """,
                table.table());
    }
}
