package org.dreamlms.books.migration;

import java.util.List;

/** Checks that we may change the schema, and that the names we need are free. */
final class SchemaChecks {

    private SchemaChecks() {}

    static List<Check> all() {
        return List.of(rights(), freeNames(), uniqueConstraint());
    }

    private static Check rights() {
        return Check.none(
                "the right to change the tables",
                "SELECT c.oid::regclass || ' belongs to ' || pg_get_userbyid(c.relowner) AS line"
                        + " FROM pg_class c WHERE c.oid IN (SELECT to_regclass(t)::oid FROM"
                        + " unnest(ARRAY['books', "
                        + BookTable.LITERALS
                        + "]) t) AND NOT pg_has_role(current_user, c.relowner, 'USAGE') UNION ALL"
                        + " SELECT 'no right to create tables in schema ' || current_schema()"
                        + " WHERE NOT has_schema_privilege(current_schema(), 'CREATE') UNION ALL"
                        + " SELECT 'no right to create temporary tables' WHERE NOT"
                        + " has_database_privilege(current_database(), 'TEMP')",
                "the migration's database user may not change the tables",
                "run the migration as the tables' owner");
    }

    private static Check freeNames() {
        return Check.none(
                "names that the migration gives",
                "SELECT c.oid::regclass::text AS line FROM pg_class c WHERE c.relnamespace ="
                        + " quote_ident(current_schema())::regnamespace AND c.relname IN"
                        + " ('book_id_map', 'migration_report', 'ix_activities_dcs_book_id',"
                        + " 'ix_assignments_dcs_book_id', 'ix_book_assignments_dcs_book_id') UNION"
                        + " ALL SELECT attrelid::regclass || '.' || attname FROM pg_attribute WHERE"
                        + " attname = 'dcs_book_id' AND attrelid IN (SELECT to_regclass(t)::oid"
                        + " FROM unnest(ARRAY["
                        + BookTable.LITERALS
                        + "]) t)",
                "names that the migration gives are taken",
                "find out what put them there (a half-done migration?), and rename or drop them");
    }

    private static Check uniqueConstraint() {
        return Check.none(
                "uq_book_assignment",
                "SELECT c.relname || ' is ' || coalesce(pg_get_constraintdef(k.oid),"
                        + " pg_get_indexdef(c.oid), 'not an index') AS line FROM pg_class c LEFT"
                        + " JOIN pg_constraint k ON k.conindid = c.oid AND k.contype = 'u' AND"
                        + " k.conname = c.relname WHERE c.relnamespace ="
                        + " quote_ident(current_schema())::regnamespace AND c.relname ="
                        + " 'uq_book_assignment' AND NOT coalesce(pg_get_constraintdef(k.oid) LIKE"
                        + " 'UNIQUE%(book_id, school_id, teacher_id)' AND k.conrelid ="
                        + " to_regclass('book_assignments'), false)",
                "uq_book_assignment is not unique (book_id, school_id, teacher_id)",
                "rename it, so that the constraint can be made");
    }
}
