package org.dreamlms.books.migration.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.migration.BookTable;

/**
 * Computes what indexes and statistics of the three tables compute, over all their rows: the change
 * builds each index again, and a function that it calls may have been replaced since, or look for
 * others on a search path that the migration does not have.
 */
public final class StoredExpressions {

    private static final int SECONDS_EACH = 5;
    private static final String CANCELLED = "57014";
    private static final String DENIED = "42501";
    private static final int RESTRICTED_SINCE = 170000;
    private static final int STATISTICS_SINCE = 140000;

    private record Expression(
            String name, String table, String values, String condition, boolean isUnique) {

        String sql() {
            return isUnique
                    ? DUPLICATES.formatted(table, condition, values)
                    : """
                    SELECT count(ROW(%s))
                    FROM ONLY %s
                    WHERE %s
                    """
                            .formatted(values, table, condition);
        }
    }

    /** What an index says of its own keys is not asked. */
    private static final String LIMITS =
            """
            SET LOCAL statement_timeout = '%ss';
            SET LOCAL enable_indexscan = off;
            SET LOCAL enable_indexonlyscan = off;
            SET LOCAL enable_bitmapscan = off;
            """;

    /** What a unique index holds together, by what its keys are now. */
    private static final String DUPLICATES =
            """
            SELECT count(*)
            FROM (
                SELECT
                FROM ONLY %s
                WHERE %s
                GROUP BY %s
                HAVING count(*) > 1) twice
            """;

    private StoredExpressions() {}

    public static Check check() {
        return new Check(
                "what indexes and statistics compute, over all rows", StoredExpressions::look);
    }

    private static Finding look(Connection connection) throws SQLException {
        var failing = new ArrayList<String>();
        var unknown = new ArrayList<String>();
        var all = expressions(connection);
        Sql.run(connection, LIMITS.formatted(SECONDS_EACH));
        for (var expression : all) {
            var before = connection.setSavepoint();
            try {
                var twice = Sql.number(connection, expression.sql());
                if (expression.isUnique() && twice > 0) {
                    failing.add(expression.name() + ": " + twice + " of its keys are there twice");
                }
            } catch (SQLException e) {
                var mayGoThrough =
                        CANCELLED.equals(e.getSQLState()) || DENIED.equals(e.getSQLState());
                (mayGoThrough ? unknown : failing).add(expression.name() + ": " + firstLine(e));
            } finally {
                connection.rollback(before);
                connection.releaseSavepoint(before);
            }
        }
        if (!failing.isEmpty()) {
            return Finding.refused(
                    "indexes or statistics that cannot be computed again",
                    failing,
                    "drop each, or mend the function: let it name the schema of what it uses, or"
                            + " set its search_path (ALTER FUNCTION … SET search_path = …)");
        }
        return unknown.isEmpty()
                ? Finding.passed(all.isEmpty() ? "nothing" : all.size() + " go through")
                : Finding.unproven(
                        "whether these can be computed again: " + String.join("; ", unknown));
    }

    private static String firstLine(SQLException failed) {
        return failed.getMessage().lines().findFirst().orElse("fails");
    }

    /** With names that are found on any path, to be computed on the one that the change has. */
    private static List<Expression> expressions(Connection connection) throws SQLException {
        var schema = Sql.text(connection, "SELECT current_schema()").orElseThrow();
        var path = Sql.text(connection, "SHOW search_path").orElseThrow();
        var version = Sql.number(connection, "SELECT current_setting('server_version_num')::int");
        point(connection, "pg_catalog");
        var all = new ArrayList<>(list(connection, schema, INDEXES));
        all.addAll(list(connection, schema, UNIQUE_INDEXES));
        if (version >= STATISTICS_SINCE) {
            all.addAll(list(connection, schema, STATISTICS));
        }
        // From then on an index is built with a path of its own.
        point(connection, version >= RESTRICTED_SINCE ? "pg_catalog, pg_temp" : path);
        return all;
    }

    private static void point(Connection connection, String path) throws SQLException {
        Sql.text(connection, "SELECT set_config('search_path', ?, true)", path);
    }

    private static List<Expression> list(Connection connection, String schema, String query)
            throws SQLException {
        return Sql.list(
                connection,
                row ->
                        new Expression(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getBoolean(5)),
                query.formatted(BookTable.LITERALS),
                schema);
    }

    private static final String INDEXES =
            """
            SELECT 'index ' || i.indexrelid::regclass,
                i.indrelid::regclass::text,
                coalesce(pg_get_expr(i.indexprs, i.indrelid), '1'),
                coalesce(pg_get_expr(i.indpred, i.indrelid), 'true'),
                false
            FROM pg_index i
            JOIN pg_class c ON c.oid = i.indrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ?
            AND c.relname IN (%s)
            AND (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL)
            ORDER BY 1
            """;

    /**
     * Those whose keys may have become equal: by a function, or by another version of a collation.
     */
    private static final String UNIQUE_INDEXES =
            """
            SELECT 'unique index ' || i.indexrelid::regclass,
                i.indrelid::regclass::text,
                (SELECT string_agg(pg_get_indexdef(i.indexrelid, k, false), ', ' ORDER BY k)
                    FROM generate_series(1, i.indnkeyatts) k),
                concat_ws(' AND ',
                    coalesce('(' || pg_get_expr(i.indpred, i.indrelid) || ')', 'true'),
                    (SELECT string_agg(
                            '(' || pg_get_indexdef(i.indexrelid, k, false) || ') IS NOT NULL',
                            ' AND ')
                        FROM generate_series(1, i.indnkeyatts) k
                        WHERE to_jsonb(i) ->> 'indnullsnotdistinct' IS DISTINCT FROM 'true')),
                true
            FROM pg_index i
            JOIN pg_class c ON c.oid = i.indrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ?
            AND c.relname IN (%s)
            AND i.indisunique
            AND (i.indexprs IS NOT NULL
                OR i.indpred IS NOT NULL
                OR EXISTS (SELECT FROM unnest(i.indcollation) o WHERE o <> 0))
            ORDER BY 1
            """;

    private static final String STATISTICS =
            """
            SELECT 'statistics ' || s.stxname, c.oid::regclass::text, e, 'true', false
            FROM pg_statistic_ext s
            JOIN pg_class c ON c.oid = s.stxrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN unnest(pg_get_statisticsobjdef_expressions(s.oid)) e
            WHERE n.nspname = ?
            AND c.relname IN (%s)
            ORDER BY 1
            """;
}
