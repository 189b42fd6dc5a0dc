package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.dreamlms.books.db.OwnSchema;
import org.dreamlms.books.db.Sql;
import org.flywaydb.core.api.MigrationVersion;

/**
 * The one schema of the database that has the LMS's tables. Others may have tables of the same
 * names, so it is found once, and from then on a connection sees it and {@link OwnTables} alone,
 * beside PostgreSQL's own.
 */
final class OurSchema {

    /** Later versions create tables of our own; the change creates both kinds, by their names. */
    private static final String LAST_OF_THE_LMS = "4";

    private OurSchema() {}

    /**
     * The schema of the search path that has most of the three tables that are there before and
     * after; the first on the path when none has any. A lone table books says little: it is a
     * common name, and a migrated database has none.
     */
    static Optional<String> find(Connection connection) throws SQLException {
        return Sql.text(
                connection,
                """
                SELECT s
                FROM unnest(current_schemas(false)) WITH ORDINALITY path (s, n)
                ORDER BY (
                    SELECT count(*)
                    FROM pg_class c
                    WHERE c.relnamespace = quote_ident(s)::regnamespace
                    AND c.relkind = 'r'
                    AND c.relname IN (%s)) DESC, to_regclass(quote_ident(s) || '.books') IS NULL, n
                LIMIT 1
                """
                        .formatted(BookTable.LITERALS));
    }

    /**
     * Tables that the search path, as it is now, finds before those of the schema: the service
     * would read them instead of ours.
     */
    static List<String> hiddenTables(Connection connection, String schema) throws SQLException {
        return Sql.texts(
                connection,
                """
                SELECT n.nspname || '.' || t
                FROM unnest(ARRAY[%s]) t
                JOIN pg_class c ON c.oid = to_regclass(t)
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname <> ?
                AND to_regclass(quote_ident(?) || '.' || t) IS NOT NULL
                ORDER BY 1
                """
                        .formatted(BookTable.LITERALS),
                schema,
                schema);
    }

    /** Points the whole session at the LMS's schema, and after it at our own tables. */
    static void pointAt(Connection connection, String schema) throws SQLException {
        search(connection, schema, OwnSchema.name());
    }

    /** Points the whole session at where a version of the schema creates what it creates. */
    static void pointAt(Connection connection, String schema, MigrationVersion version)
            throws SQLException {
        if (version.isNewerThan(LAST_OF_THE_LMS)) {
            search(connection, OwnSchema.name(), schema);
        } else {
            pointAt(connection, schema);
        }
    }

    private static void search(Connection connection, String first, String second)
            throws SQLException {
        Sql.text(
                connection,
                """
                SELECT set_config('search_path', quote_ident(?) || ', ' || quote_ident(?), false)
                """,
                first,
                second);
    }
}
