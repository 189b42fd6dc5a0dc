package org.dreamlms.books.migration.check;

import java.util.List;
import org.dreamlms.books.migration.Alembic;
import org.dreamlms.books.migration.BookStatus;
import org.dreamlms.books.migration.BookTable;

/**
 * Checks for objects that hang on table books or on a book_id column. PostgreSQL would stop the
 * change for some of them, with a message of its own and late; others would quietly fall.
 */
public final class DependencyChecks {

    /** Table books as a whole, and the book_id column of each other table. */
    static final String TARGET =
            """
            WITH target AS (
                SELECT to_regclass('books')::oid AS rel, NULL::int AS col
                UNION ALL
                SELECT attrelid, attnum
                FROM pg_attribute
                WHERE attname = 'book_id'
                AND attrelid IN (SELECT to_regclass(t)::oid FROM unnest(ARRAY[%s]) t))
            """
                    .formatted(BookTable.LITERALS);

    /** Row types of the tables that change or go, and of arrays of them, and enum bookstatus. */
    private static final String TYPES =
            """
            (
                SELECT unnest(ARRAY[t.oid, t.typarray])
                FROM pg_type t
                WHERE t.typrelid IN (SELECT rel FROM target)
                OR t.oid IN (%s))
            """
                    .formatted(BookStatus.OID);

    /** How a reference to a whole row looks in an expression's tree. */
    static final String WHOLE_ROW = ":varattno 0 ";

    static final String RECREATE =
            "write down its definition, drop it, and create it again over dcs_book_id after the"
                    + " migration";

    private DependencyChecks() {}

    /**
     * A dependency on a target. PostgreSQL records no column for a whole row, as in to_jsonb(a),
     * but the expression's tree has it: as column 0.
     */
    private static String onTarget(String tree) {
        return """
        JOIN target ON d.refclassid = 'pg_class'::regclass
            AND d.refobjid = target.rel
            AND (target.col IS NULL OR d.refobjsubid = target.col OR (%s) ~ '%s')
        """
                .formatted(tree, WHOLE_ROW);
    }

    public static List<Check> all() {
        return List.of(views(), generatedColumns(), policies(), foreignKeys(), others());
    }

    private static Check views() {
        return Check.none(
                "views and rules that use books or a book_id column",
                """
                %s
                SELECT DISTINCT CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm'
                    THEN 'materialized view ' ELSE 'rule ' || r.rulename || ' on ' END
                    || c.oid::regclass AS line
                FROM pg_depend d
                JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass
                    AND r.oid = d.objid
                JOIN pg_class c ON c.oid = r.ev_class
                %s
                """
                        .formatted(TARGET, onTarget("concat(r.ev_action, r.ev_qual)")),
                "views or rules that use books or a book_id column",
                RECREATE);
    }

    private static Check generatedColumns() {
        return Check.none(
                "generated columns that use a book_id column",
                """
                %s
                SELECT a.attrelid::regclass || '.' || a.attname AS line
                FROM pg_attrdef g
                JOIN pg_attribute a ON a.attrelid = g.adrelid
                    AND a.attnum = g.adnum
                JOIN target ON target.rel = a.attrelid
                    AND target.col IS NOT NULL
                WHERE a.attgenerated <> ''
                AND pg_get_expr(g.adbin, g.adrelid) ~ '\\mbook_id\\M'
                """
                        .formatted(TARGET),
                "generated columns that use a book_id column",
                RECREATE);
    }

    private static Check policies() {
        return Check.none(
                "row security policies that use books or a book_id column",
                """
                %s
                SELECT DISTINCT 'policy ' || p.polname || ' on ' || p.polrelid::regclass AS line
                FROM pg_depend d
                JOIN pg_policy p ON d.classid = 'pg_policy'::regclass
                    AND p.oid = d.objid
                %s
                """
                        .formatted(TARGET, onTarget("concat(p.polqual, p.polwithcheck)")),
                "row security policies that use books or a book_id column",
                RECREATE);
    }

    /** The LMS's next step drops the table that has this one: it is not for operators to do. */
    private static Check foreignKeys() {
        var any = foreignKeys("");
        var others = foreignKeys(" AND k.conname <> 'book_access_book_id_fkey'");
        return new Check(
                any.subject(),
                connection ->
                        (Alembic.isEarlier(connection) ? others : any).probe().look(connection));
    }

    private static Check foreignKeys(String condition) {
        return Check.none(
                "foreign keys of other tables or columns to books",
                """
                %s
                SELECT DISTINCT 'foreign key ' || k.conname || ' on ' || k.conrelid::regclass || ' '
                    || pg_get_constraintdef(k.oid) AS line
                FROM pg_constraint k
                LEFT JOIN target own ON own.rel = k.conrelid
                    AND own.col = ANY (k.conkey)
                LEFT JOIN target other ON other.rel = k.confrelid
                    AND (other.col IS NULL OR other.col = ANY (k.confkey))
                WHERE k.contype = 'f'
                AND (own.rel IS NOT NULL OR other.rel IS NOT NULL)
                AND NOT (own.rel IS NOT NULL AND other.rel IS NOT NULL AND other.col IS NULL
                    AND cardinality(k.conkey) = 1)
                %s
                """
                        .formatted(TARGET, condition),
                "foreign keys of other tables to books, or of book_id to elsewhere",
                "drop each (ALTER TABLE … DROP CONSTRAINT …); a column that names a book keeps"
                        + " its UUID, which book_id_map translates after the migration");
    }

    private static Check others() {
        return Check.none(
                "row types, functions and other objects that use them",
                """
                %s
                SELECT pg_describe_object(d.classid, d.objid, d.objsubid) AS line
                FROM pg_depend d
                JOIN pg_proc p ON d.classid = 'pg_proc'::regclass
                    AND p.oid = d.objid
                %s
                UNION
                SELECT pg_describe_object(d.classid, d.objid, d.objsubid)
                FROM pg_depend d
                WHERE d.refclassid = 'pg_type'::regclass
                AND d.refobjid IN %s
                AND d.deptype = 'n'
                AND NOT (d.classid = 'pg_class'::regclass AND d.objid IN (
                    SELECT oid
                    FROM pg_class
                    WHERE oid = to_regclass('books')
                    OR relkind IN ('v', 'm')))
                AND NOT (d.classid = 'pg_attrdef'::regclass AND d.objid IN (
                    SELECT oid
                    FROM pg_attrdef
                    WHERE adrelid = to_regclass('books')))
                UNION
                SELECT 'inheritance of ' || inhrelid::regclass || ' from ' || inhparent::regclass
                FROM pg_inherits
                WHERE inhrelid IN (SELECT rel FROM target)
                OR inhparent IN (SELECT rel FROM target)
                """
                        .formatted(
                                TARGET,
                                onTarget("coalesce(to_jsonb(p) ->> 'prosqlbody', '')"),
                                TYPES),
                "other objects that use books, a book_id column, or their types",
                RECREATE);
    }
}
