package org.dreamlms.books.migration.check;

import org.dreamlms.books.migration.BookTable;

/**
 * Checks for what the trial on empty copies cannot see: an expression over book_id that is only
 * evaluated where there are rows, and things that live outside the tables.
 */
public final class ExpressionChecks {

    private ExpressionChecks() {}

    /** Whether it makes more of book_id than to ask whether it is NULL. */
    private static String usesTheValue(String expression, String relation) {
        return "(regexp_replace(pg_get_expr("
                + expression
                + ", "
                + relation
                + "), '\\mbook_id IS (NOT )?NULL', '', 'g') ~ '\\mbook_id\\M' OR "
                + expression
                + "::text ~ '"
                + DependencyChecks.WHOLE_ROW
                + "')";
    }

    public static Check values() {
        return Check.none(
                "checks and indexes that compute with the value of a book_id",
                """
                %s
                SELECT 'constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid) AS line
                FROM pg_constraint k
                JOIN target ON target.rel = k.conrelid
                    AND target.col IS NOT NULL
                WHERE k.contype = 'c'
                AND %s
                UNION ALL
                SELECT 'index ' || pg_get_indexdef(i.indexrelid)
                FROM pg_index i
                JOIN target ON target.rel = i.indrelid
                    AND target.col IS NOT NULL
                WHERE %s
                OR %s
                """
                        .formatted(
                                DependencyChecks.TARGET,
                                usesTheValue("k.conbin", "k.conrelid"),
                                usesTheValue("i.indpred", "i.indrelid"),
                                usesTheValue("i.indexprs", "i.indrelid")),
                "checks or indexes that compute with a book_id, which cannot become integer safely",
                "drop each, and create it again over dcs_book_id after the migration");
    }

    /** A change of type is not replicated: the subscriber would stop or go astray. */
    public static Check publications() {
        return Check.none(
                "publications of the tables that change",
                """
                SELECT 'publication ' || pubname || ' of ' || tablename AS line
                FROM pg_publication_tables
                WHERE schemaname = current_schema()
                AND tablename IN ('books', %s)
                """
                        .formatted(BookTable.LITERALS),
                "tables that change are published by logical replication, which does not carry"
                        + " changes of a table's columns",
                "drop the publication, or take the tables out of it; after the migration publish"
                        + " them again and let subscribers copy them again");
    }
}
