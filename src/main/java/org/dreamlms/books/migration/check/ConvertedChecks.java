package org.dreamlms.books.migration.check;

import java.util.List;
import java.util.stream.Stream;
import org.dreamlms.books.migration.Alembic;
import org.dreamlms.books.migration.BookStatus;
import org.dreamlms.books.migration.BookTable;

/** Checks of a database that the older migration converted, before it is repaired. */
public final class ConvertedChecks {

    private ConvertedChecks() {}

    public static List<Check> all() {
        return Stream.concat(
                        BookTable.ALL.stream().map(ConvertedChecks::withoutId),
                        Stream.of(duplicates(), foreignKeys(), bookstatus(), Alembic.isAfter()))
                .toList();
    }

    /** The LMS writes 0 into assignments of AI content that is of no book. */
    private static Check withoutId(BookTable table) {
        int least = table == BookTable.ASSIGNMENTS ? 0 : 1;
        return Check.none(
                table.table() + " without a DCS id",
                """
                SELECT id || ' dcs_book_id ' || coalesce(dcs_book_id::text, 'NULL') AS line
                FROM %s
                WHERE dcs_book_id IS NULL
                OR dcs_book_id < %s
                """
                        .formatted(table.table(), least),
                table.table() + " whose dcs_book_id is NULL or less than " + least,
                "give them the DCS id of their book, or delete them");
    }

    private static Check duplicates() {
        return Check.none(
                "book_assignments that would collide under uq_book_assignment",
                RowChecks.duplicates("SELECT * FROM book_assignments"),
                "book_assignments that say the same twice",
                "keep one of each and delete the others");
    }

    /** An id of DCS has no table here that it could lead to. */
    private static Check foreignKeys() {
        return Check.none(
                "foreign keys over dcs_book_id",
                """
                SELECT k.conname || ' of ' || k.conrelid::regclass || ' ' || pg_get_constraintdef(k.oid) AS line
                FROM pg_constraint k
                JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
                WHERE k.contype = 'f'
                AND a.attname = 'dcs_book_id'
                AND k.conrelid IN (SELECT to_regclass(t)::oid FROM unnest(ARRAY[%s]) t)
                """
                        .formatted(BookTable.LITERALS),
                "foreign keys over dcs_book_id",
                "drop each (ALTER TABLE … DROP CONSTRAINT …): books are in DCS only");
    }

    private static Check bookstatus() {
        return Check.none(
                "that enum bookstatus is unused",
                """
                SELECT pg_describe_object(d.classid, d.objid, d.objsubid) AS line
                FROM pg_depend d
                WHERE d.refclassid = 'pg_type'::regclass
                AND d.refobjid IN (
                    SELECT unnest(ARRAY[t.oid, t.typarray])
                    FROM pg_type t
                    WHERE t.oid IN (%s))
                AND d.deptype = 'n'
                """
                        .formatted(BookStatus.OID),
                "objects that use enum bookstatus",
                "change them to another type, so that the leftover enum can go");
    }
}
