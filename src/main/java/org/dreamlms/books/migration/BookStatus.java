package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import org.dreamlms.books.db.Sql;

/**
 * The enum that goes with books: the bookstatus of our schema, and while books is there only if its
 * status has that type. One of the same name elsewhere belongs to somebody else.
 */
public final class BookStatus {

    /** A query of the oid of the type to drop, without a row when there is none. */
    public static final String OID =
            """
            SELECT t.oid
            FROM pg_type t
            WHERE t.typname = 'bookstatus'
            AND t.typtype = 'e'
            AND t.typnamespace = quote_ident(current_schema())::regnamespace
            AND (to_regclass('books') IS NULL OR EXISTS (
                SELECT
                FROM pg_attribute a
                WHERE a.attrelid = to_regclass('books')
                AND a.attname = 'status'
                AND a.atttypid = t.oid))
            """;

    private BookStatus() {}

    static boolean isOurs(Connection connection) throws SQLException {
        return Sql.yes(connection, "SELECT EXISTS (%s)".formatted(OID));
    }

    static void drop(Connection connection) throws SQLException {
        var schema = Sql.text(connection, "SELECT current_schema()").orElseThrow();
        Sql.run(connection, "DROP TYPE %s.bookstatus".formatted(Sql.name(schema)));
    }
}
