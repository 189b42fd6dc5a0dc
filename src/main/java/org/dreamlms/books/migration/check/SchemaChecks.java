package org.dreamlms.books.migration.check;

import java.util.ArrayList;
import java.util.List;
import org.dreamlms.books.db.OwnSchema;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.migration.BookStatus;
import org.dreamlms.books.migration.BookTable;
import org.dreamlms.books.migration.FinalShape;

/** Checks that we may change the schema, and that the names we need are free. */
public final class SchemaChecks {

    /** What versions after the change create, and what must not be there for that. */
    public static final List<String> LATER_NAMES =
            List.of(
                    "dcs_events",
                    "uq_dcs_events_body_hash",
                    "ix_dcs_events_next_attempt_at",
                    "ix_dcs_events_failed",
                    "ix_dcs_events_received_at",
                    "activity_imports",
                    "reference_audits");

    /** Indexes that they create unless they are there. */
    public static final List<String> LATER_INDEXES =
            List.of(
                    "ix_activities_activity_type_dcs_book_id",
                    "ix_assignment_activities_assignment_id",
                    "ix_assignments_created_at_id");

    /** The LMS's and our own: what is in either is found by its plain name. */
    private static final String SCHEMAS =
            "(SELECT to_regnamespace(quote_ident(s)) FROM unnest(current_schemas(false)) s)";

    private static final String TAKEN_LATER =
            """
            SELECT c.oid::regclass::text AS line
            FROM pg_class c
            WHERE c.relnamespace IN %s
            AND (c.relname IN (%s) OR c.relname IN (%s) AND c.relkind NOT IN ('i', 'I'))
            """
                    .formatted(SCHEMAS, literals(LATER_NAMES), literals(LATER_INDEXES));

    private SchemaChecks() {}

    private static String literals(List<String> names) {
        return "'" + String.join("', '", names) + "'";
    }

    public static List<Check> forChange() {
        return List.of(
                laterTables(),
                plainTables(),
                invalidIndexes(),
                rights(),
                freeNames(),
                uniqueConstraint("book_id"));
    }

    public static List<Check> forRepair() {
        return List.of(
                laterTables(),
                plainTables(),
                rights(),
                namesInUse(),
                uniqueConstraint("dcs_book_id"));
    }

    /** For a migrated database whose own tables are still among the LMS's. */
    public static Check rightToMove(List<String> tables) {
        return Check.none(
                "the right to move the service's own tables",
                """
                SELECT c.oid::regclass || ' belongs to ' || pg_get_userbyid(c.relowner) AS line
                FROM pg_class c
                WHERE c.relnamespace = quote_ident(current_schema())::regnamespace
                AND c.relname IN (%1$s)
                AND NOT pg_has_role(current_user, c.relowner, 'USAGE')
                UNION ALL
                SELECT 'no right to create schema %2$s'
                WHERE to_regnamespace('%3$s') IS NULL
                AND NOT has_database_privilege(current_database(), 'CREATE')
                UNION ALL
                SELECT 'no right to create tables in schema %2$s'
                FROM pg_namespace
                WHERE nspname = '%2$s'
                AND NOT (has_schema_privilege(oid, 'CREATE') AND has_schema_privilege(oid, 'USAGE'))
                """
                        .formatted(literals(tables), OwnSchema.name(), Sql.name(OwnSchema.name())),
                "the database user may not move the service's own tables",
                "let the owner of the tables migrate, with GRANT CREATE ON DATABASE … TO it, or"
                        + " create the schema before (CREATE SCHEMA … AUTHORIZATION …)");
    }

    /** Versions after the change put indexes on it, and the service reads it. */
    private static Check laterTables() {
        return Check.none(
                "table assignment_activities",
                """
                SELECT c.wanted || ' is not there' AS line
                FROM (VALUES ('assignment_id'), ('activity_id')) c (wanted)
                WHERE NOT EXISTS (
                    SELECT FROM pg_attribute
                    WHERE attrelid = to_regclass('assignment_activities')
                    AND attname = c.wanted
                    AND NOT attisdropped)
                """,
                "table assignment_activities, or a column of it, is not there",
                "this is not the LMS's whole schema: restore the table as the LMS makes it");
    }

    /** Their rows are counted in the backup one by one, and indexes are put on them. */
    private static Check plainTables() {
        return Check.none(
                "that the tables are plain tables",
                """
                SELECT c.oid::regclass || coalesce((
                        SELECT ' with ' || string_agg(inhrelid::regclass::text, ', ')
                        FROM pg_inherits
                        WHERE inhparent = c.oid), '') AS line
                FROM pg_class c
                WHERE c.oid IN (
                    SELECT to_regclass(t)::oid
                    FROM unnest(ARRAY['books', 'assignment_activities', %s]) t)
                AND (c.relkind <> 'r'
                    OR EXISTS (SELECT FROM pg_inherits WHERE c.oid IN (inhrelid, inhparent)))
                """
                        .formatted(BookTable.LITERALS),
                "tables that are views, partitioned, or part of an inheritance",
                "make them plain tables, as the LMS does");
    }

    /** A rewrite builds every index of a table again, those too that could not be built before. */
    private static Check invalidIndexes() {
        return Check.none(
                "indexes that could not be built",
                """
                SELECT i.indexrelid::regclass::text AS line
                FROM pg_index i
                WHERE NOT i.indisvalid
                AND i.indrelid IN (
                    SELECT to_regclass(t)::oid
                    FROM unnest(ARRAY['assignment_activities', %s]) t)
                """
                        .formatted(BookTable.LITERALS),
                "invalid indexes, which CREATE INDEX CONCURRENTLY leaves when it fails",
                "drop each (DROP INDEX …), or build it again (REINDEX INDEX …)");
    }

    private static Check rights() {
        return Check.none(
                "the right to change the tables",
                """
                SELECT c.oid::regclass || ' belongs to ' || pg_get_userbyid(c.relowner) AS line
                FROM pg_class c
                WHERE c.oid IN (
                    SELECT to_regclass(t)::oid
                    FROM unnest(ARRAY['books', 'assignment_activities', %1$s]) t)
                AND NOT pg_has_role(current_user, c.relowner, 'USAGE')
                UNION ALL
                SELECT 'no right to create tables in schema ' || current_schema()
                WHERE NOT has_schema_privilege(current_schema(), 'CREATE')
                UNION ALL
                SELECT 'no right to create schema %2$s'
                WHERE to_regnamespace('%3$s') IS NULL
                AND NOT has_database_privilege(current_database(), 'CREATE')
                UNION ALL
                SELECT 'no right to create tables in schema ' || nspname
                FROM pg_namespace
                WHERE nspname = '%2$s'
                AND NOT (has_schema_privilege(oid, 'CREATE') AND has_schema_privilege(oid, 'USAGE'))
                UNION ALL
                SELECT 'no right to create temporary tables'
                WHERE NOT has_database_privilege(current_database(), 'TEMP')
                UNION ALL
                SELECT 'type bookstatus belongs to ' || pg_get_userbyid(t.typowner)
                FROM pg_type t
                WHERE t.oid IN (%4$s)
                AND NOT pg_has_role(current_user, t.typowner, 'USAGE')
                UNION ALL
                SELECT 'no right to update alembic_version'
                WHERE to_regclass('alembic_version') IS NOT NULL
                AND to_regclass('books') IS NOT NULL
                AND NOT has_table_privilege(to_regclass('alembic_version'), 'UPDATE')
                """
                        .formatted(
                                BookTable.LITERALS,
                                OwnSchema.name(),
                                Sql.name(OwnSchema.name()),
                                BookStatus.OID),
                "the migration's database user may not change the tables",
                "run the migration as the tables' owner; a superuser can make the schema for it:"
                        + " CREATE SCHEMA … AUTHORIZATION …");
    }

    private static Check freeNames() {
        return Check.none(
                "names that the migration gives",
                """
                SELECT c.oid::regclass::text AS line
                FROM pg_class c
                WHERE c.relnamespace IN %s
                AND c.relname IN ('book_id_map', 'migration_report', 'ix_activities_dcs_book_id',
                    'ix_assignments_dcs_book_id', 'ix_book_assignments_dcs_book_id')
                UNION ALL
                SELECT attrelid::regclass || '.' || attname
                FROM pg_attribute
                WHERE attname = 'dcs_book_id'
                AND attrelid IN (SELECT to_regclass(t)::oid FROM unnest(ARRAY[%s]) t)
                UNION ALL
                %s
                """
                        .formatted(SCHEMAS, BookTable.LITERALS, TAKEN_LATER),
                "names that the migration gives are taken",
                "find out what put them there (a half-done migration?), and rename or drop them");
    }

    private static Check uniqueConstraint(String bookColumn) {
        return Check.none(
                "uq_book_assignment",
                """
                SELECT c.relname || ' is ' || coalesce(pg_get_constraintdef(k.oid), CASE
                    WHEN c.relkind IN ('i', 'I') THEN pg_get_indexdef(c.oid)
                    ELSE 'not an index' END) AS line
                FROM pg_class c
                LEFT JOIN pg_constraint k ON k.conindid = c.oid
                    AND k.contype = 'u'
                    AND k.conname = c.relname
                WHERE c.relnamespace = quote_ident(current_schema())::regnamespace
                AND c.relname = 'uq_book_assignment'
                AND NOT coalesce(%s, false)
                """
                        .formatted(FinalShape.isUniqueOver(bookColumn)),
                "uq_book_assignment is not a unique constraint over ("
                        + bookColumn
                        + ", school_id, teacher_id)",
                "rename it (ALTER INDEX … RENAME TO …) or drop it, so that the constraint can be"
                        + " made");
    }

    /** In a converted database the names may be there, but only for what they are meant for. */
    private static Check namesInUse() {
        return new Check(
                "names that the migration gives",
                connection -> {
                    var taken = new ArrayList<String>();
                    for (var table : BookTable.ALL) {
                        if (Sql.tableExists(connection, table.newIndex())
                                && !FinalShape.plainIndexes(connection, table)
                                        .contains(table.newIndex())) {
                            taken.add(table.newIndex());
                        }
                    }
                    taken.addAll(
                            Sql.texts(
                                    connection,
                                    """
                                    SELECT t
                                    FROM (VALUES ('book_id_map', ARRAY['legacy_id', 'dcs_book_id', 'title']),
                                        ('migration_report', ARRAY['id', 'created_at', 'report'])) v (t, names)
                                    WHERE to_regclass(t) IS NOT NULL
                                    AND NOT names <@ (
                                        SELECT array_agg(attname::text)
                                        FROM pg_attribute
                                        WHERE attrelid = to_regclass(t))
                                    """));
                    taken.addAll(Sql.texts(connection, TAKEN_LATER));
                    return taken.isEmpty()
                            ? Finding.passed("none")
                            : Finding.refused(
                                    "names that the migration gives are taken",
                                    taken,
                                    "find out what put them there, and rename or drop them");
                });
    }
}
