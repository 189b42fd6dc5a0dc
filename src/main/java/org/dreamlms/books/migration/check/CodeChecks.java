package org.dreamlms.books.migration.check;

import org.dreamlms.books.db.Sql;

/**
 * Checks for code that names books or book_id. PostgreSQL does not know what a function's text
 * refers to; it would only fail when it runs, after the migration.
 */
public final class CodeChecks {

    private static final String NAMES_THEM = " ~* '\\m(book_id|books)\\M'";

    private CodeChecks() {}

    /** On any table: a trigger of another one may well write into ours. */
    public static Check triggers() {
        return Check.none(
                "triggers that use books or a book_id column",
                """
                %s
                SELECT 'trigger ' || t.tgname || ' on ' || t.tgrelid::regclass AS line
                FROM pg_trigger t
                JOIN pg_proc p ON p.oid = t.tgfoid
                LEFT JOIN target ON target.rel = t.tgrelid
                WHERE NOT t.tgisinternal
                AND (p.prosrc%s OR (target.rel IS NOT NULL AND (target.col IS NULL
                    OR pg_get_triggerdef(t.oid) ~* '\\mbook_id\\M')))
                """
                        .formatted(DependencyChecks.TARGET, NAMES_THEM),
                "triggers that use books or a book_id column",
                DependencyChecks.RECREATE);
    }

    /** Only a warning: the words alone do not say that the function means our tables. */
    public static Check functions() {
        return new Check(
                "functions and procedures that name books or book_id",
                connection -> {
                    var found =
                            Sql.texts(
                                    connection,
                                    """
                                    SELECT p.oid::regprocedure::text
                                    FROM pg_proc p
                                    WHERE p.pronamespace::regnamespace::text !~ '^(pg_|information_schema$)'
                                    AND CASE WHEN p.prokind IN ('f', 'p') THEN pg_get_functiondef(p.oid)%s END
                                    AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgfoid = p.oid)
                                    AND NOT EXISTS (
                                        SELECT
                                        FROM pg_depend d
                                        WHERE d.classid = 'pg_proc'::regclass
                                        AND d.objid = p.oid
                                        AND d.deptype = 'e')
                                    ORDER BY 1
                                    """
                                            .formatted(NAMES_THEM));
                    return found.isEmpty()
                            ? Finding.passed("none")
                            : Finding.warned(
                                    "functions that name books or book_id: they may fail after"
                                            + " the migration",
                                    found);
                });
    }
}
