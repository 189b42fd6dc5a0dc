package org.dreamlms.books.migration.check;

import java.util.List;
import java.util.stream.Stream;
import org.dreamlms.books.migration.BookTable;
import org.dreamlms.books.migration.StorageId;

/** Checks of the rows themselves: every row must keep its book, and no two books may become one. */
public final class RowChecks {

    private RowChecks() {}

    public static List<Check> all() {
        return Stream.concat(
                        Stream.of(withoutId(), notAnId(), oneIdTwice(), titles()),
                        Stream.concat(
                                BookTable.ALL.stream().map(RowChecks::bookless),
                                Stream.of(colliding())))
                .toList();
    }

    private static Check withoutId() {
        return Check.none(
                "books without dream_storage_id",
                """
                SELECT %s AS line
                FROM books b
                WHERE btrim(coalesce(b.dream_storage_id, '')) = ''
                """
                        .formatted(StorageId.BOOK),
                "books without dream_storage_id",
                "give each its id in DCS (UPDATE books SET dream_storage_id = …), or delete the"
                        + " book");
    }

    private static Check notAnId() {
        return Check.none(
                "dream_storage_id is an integer from 1 to 2147483647",
                """
                SELECT %s AS line
                FROM books b
                WHERE btrim(b.dream_storage_id) <> ''
                AND (%s) IS NULL
                """
                        .formatted(StorageId.BOOK, StorageId.AS_INTEGER),
                "books whose dream_storage_id is not an integer from 1 to 2147483647 in plain"
                        + " digits",
                "correct each to the book's id in DCS, or delete the book");
    }

    private static Check oneIdTwice() {
        return Check.none(
                "books that would become one",
                """
                SELECT 'DCS id ' || id || ': ' || string_agg(book, ' and ' ORDER BY book) AS line
                FROM (SELECT %s AS id, %s AS book FROM books b) numbered
                WHERE id IS NOT NULL
                GROUP BY id
                HAVING count(*) > 1
                """
                        .formatted(StorageId.AS_INTEGER, StorageId.BOOK),
                "books that would become one",
                "decide which of them the rows belong to, move its rows over (UPDATE … SET"
                        + " book_id = …) and delete the other");
    }

    /** A database without an encoding takes any bytes; nobody can read these as text. */
    private static Check titles() {
        return Check.none(
                "that titles of books are UTF-8",
                """
                SELECT 'book ' || b.id || ' title ' || encode(convert_to(b.title, 'SQL_ASCII'), 'escape') AS line
                FROM books b
                WHERE (SELECT current_setting('server_encoding') = 'SQL_ASCII')
                AND encode(convert_to(b.title, 'SQL_ASCII'), 'hex') !~
                    '^([0-7].|(c[2-9a-f]|d.)[89ab].|e.([89ab].){2}|f[0-4]([89ab].){3})*$'
                """,
                "books whose title is not UTF-8, in a database in SQL_ASCII",
                "write each again (UPDATE books SET title = …)");
    }

    private static Check bookless(BookTable table) {
        var name = table.table();
        return Check.none(
                name + " with a missing or NULL book",
                """
                SELECT t.id || ' book_id ' || coalesce(t.book_id::text, 'NULL') AS line
                FROM %s t
                LEFT JOIN books b ON b.id = t.book_id
                WHERE b.id IS NULL
                """
                        .formatted(name),
                name + " whose book is missing or NULL",
                "give them a book that exists, or delete them");
    }

    private static Check colliding() {
        return Check.none(
                "book_assignments that would collide under uq_book_assignment",
                duplicates(
                        """
                        SELECT %s AS dcs_book_id, a.id, a.school_id, a.teacher_id
                        FROM book_assignments a
                        JOIN books b ON b.id = a.book_id
                        """
                                .formatted(StorageId.AS_INTEGER)),
                "book_assignments that say the same twice",
                "keep one of each and delete the others");
    }

    /** Rows of one book, school and teacher more than once, out of such a query. */
    static String duplicates(String rows) {
        return """
        SELECT 'book ' || dcs_book_id || ', school ' || school_id || ', teacher '
            || teacher_id || ': rows ' || string_agg(id::text, ', ' ORDER BY id::text) AS line
        FROM (%s) r
        WHERE dcs_book_id IS NOT NULL
        AND school_id IS NOT NULL
        AND teacher_id IS NOT NULL
        GROUP BY dcs_book_id, school_id, teacher_id
        HAVING count(*) > 1
        """
                .formatted(rows);
    }
}
