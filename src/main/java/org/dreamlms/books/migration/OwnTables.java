package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.dreamlms.books.db.OwnSchema;
import org.dreamlms.books.db.Sql;

/**
 * The tables that are this service's alone. They are in a schema of their own, so that the LMS's
 * migration tool never takes them for leftovers; earlier versions had them in the LMS's.
 */
final class OwnTables {

    /** Flyway's table. */
    static final String HISTORY = "dcs_books.flyway_schema_history";

    private static final String NAMES =
            "'flyway_schema_history', 'migration_report', 'book_id_map', 'dcs_events',"
                    + " 'activity_imports', 'reference_audits'";

    private OwnTables() {}

    static boolean schemaExists(Connection connection) throws SQLException {
        return Sql.yes(
                connection, "SELECT to_regnamespace(quote_ident(?)) IS NOT NULL", OwnSchema.name());
    }

    /** Whether it can be asked for what is in it; true when it is not there. */
    static boolean mayUseSchema(Connection connection) throws SQLException {
        return Sql.yes(
                connection,
                """
                SELECT coalesce(has_schema_privilege(to_regnamespace(quote_ident(?))::oid, 'USAGE'), true)
                """,
                OwnSchema.name());
    }

    static boolean historyExists(Connection connection) throws SQLException {
        return Sql.yes(connection, "SELECT to_regclass('%s') IS NOT NULL".formatted(HISTORY));
    }

    /** Creates the schema where it is missing, which takes a right that is not needed else. */
    static void ensureSchema(Connection connection) throws SQLException {
        if (!schemaExists(connection)) {
            Sql.run(connection, "CREATE SCHEMA %s".formatted(Sql.name(OwnSchema.name())));
        }
    }

    /**
     * Those that an earlier version has left in the LMS's schema, which the connection sees first.
     * It is one of ours that wrote the history there, or they are somebody else's.
     */
    static List<String> misplaced(Connection connection) throws SQLException {
        if (Sql.yes(
                connection,
                """
                SELECT current_schema() = ?
                OR to_regclass(quote_ident(current_schema()) || '.flyway_schema_history') IS NULL
                """,
                OwnSchema.name())) {
            return List.of();
        }
        var ours =
                Sql.yes(
                        connection,
                        """
                        SELECT EXISTS (
                            SELECT FROM flyway_schema_history
                            WHERE description IN ('LMS database', 'books to dcs ids'))
                        """);
        return ours
                ? Sql.texts(
                        connection,
                        """
                        SELECT relname
                        FROM pg_class
                        WHERE relnamespace = quote_ident(current_schema())::regnamespace
                        AND relkind = 'r'
                        AND relname IN (%s)
                        ORDER BY 1
                        """
                                .formatted(NAMES))
                : List.of();
    }

    /** Moves them, with all that belongs to them; false when there are none. */
    static boolean move(Connection connection) throws SQLException {
        var tables = misplaced(connection);
        if (tables.isEmpty()) {
            return false;
        }
        ensureSchema(connection);
        var lms = Sql.text(connection, "SELECT current_schema()").orElseThrow();
        for (var table : tables) {
            Sql.run(
                    connection,
                    "ALTER TABLE %s.%s SET SCHEMA %s"
                            .formatted(Sql.name(lms), table, Sql.name(OwnSchema.name())));
        }
        grantUsage(connection);
        return true;
    }

    /** Rights on tables move along; who has some needs the schema as well. */
    private static void grantUsage(Connection connection) throws SQLException {
        var roles =
                Sql.texts(
                        connection,
                        """
                        SELECT DISTINCT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END
                        FROM pg_class c, aclexplode(c.relacl) a
                        WHERE c.relnamespace = to_regnamespace(quote_ident(?))
                        AND a.grantee <> c.relowner
                        """,
                        OwnSchema.name());
        for (var role : roles) {
            Sql.run(
                    connection,
                    "GRANT USAGE ON SCHEMA %s TO %s".formatted(Sql.name(OwnSchema.name()), role));
        }
    }

    /** The schema of the LMS that our tables belong to, when it is another one than this. */
    static Optional<String> otherLms(Connection connection) throws SQLException {
        if (!Sql.yes(connection, "SELECT to_regclass('dcs_books.migration_report') IS NOT NULL")) {
            return Optional.empty();
        }
        return Sql.text(
                connection,
                """
                SELECT r.report ->> 'schema'
                FROM (SELECT report FROM dcs_books.migration_report ORDER BY id DESC LIMIT 1) r
                WHERE r.report ->> 'schema' <> current_schema()
                AND to_regclass(quote_ident(r.report ->> 'schema') || '.activities') IS NOT NULL
                """);
    }
}
