package org.dreamlms.books.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.dreamlms.books.db.Sql;

/** Holds the changed database against what it was, before anything is committed. */
final class Verification {

    private Verification() {}

    /**
     * Compares rows and checksums.
     *
     * @throws MigrationRefused when anything is off, so that the transaction rolls back
     */
    static void compare(BookSums before, BookSums after) {
        for (var table : BookTable.ALL) {
            if (!before.tables().get(table).equals(after.tables().get(table))) {
                throw new MigrationRefused(
                        "Verification failed, everything is rolled back: "
                                + table.table()
                                + " had "
                                + before.rows(table)
                                + " rows with checksum "
                                + before.checksum(table)
                                + " and has "
                                + after.rows(table)
                                + " rows with checksum "
                                + after.checksum(table)
                                + ". Please report this with the log.");
            }
        }
    }

    /**
     * Checks that every object is as a migrated database has it.
     *
     * @throws MigrationRefused when anything is off, so that the transaction rolls back
     */
    static void shape(Connection connection) throws SQLException {
        var wrong = wrongs(connection);
        if (!wrong.isEmpty()) {
            throw new MigrationRefused(
                    "Verification failed, everything is rolled back: "
                            + String.join("; ", wrong)
                            + ". Please report this with the log.");
        }
    }

    /**
     * Checks it of a database that was migrated before: somebody may have changed it since.
     *
     * @throws MigrationRefused when anything is off
     */
    static void refuseWrongs(Connection connection) throws SQLException {
        var wrongs = wrongs(connection);
        if (!wrongs.isEmpty()) {
            throw new MigrationRefused(
                    "The database is recorded as migrated, but is not as a migrated one has to be: "
                            + String.join("; ", wrongs)
                            + ". Somebody has changed it since; mend that, then start again.");
        }
    }

    /** What a migrated database must have and this one has not. */
    static List<String> wrongs(Connection connection) throws SQLException {
        var wrong = new ArrayList<String>();
        for (var table : BookTable.ALL) {
            if (!Sql.yes(
                    connection,
                    """
                    SELECT count(*) = 1
                    FROM pg_attribute
                    WHERE attrelid = to_regclass(?)
                    AND attname = 'dcs_book_id'
                    AND atttypid = 'integer'::regtype
                    AND attnotnull
                    """,
                    table.table())) {
                wrong.add(table.table() + ".dcs_book_id is not integer NOT NULL");
            }
            if (!FinalShape.plainIndexes(connection, table).contains(table.newIndex())) {
                wrong.add("index " + table.newIndex() + " is not there");
            }
        }
        if (!FinalShape.hasUnique(connection)) {
            wrong.add("constraint uq_book_assignment is not there");
        }
        // Whatever table books was: a foreign key over an integer could not lead to it, but to
        // another.
        wrong.addAll(
                Sql.texts(
                        connection,
                        """
                        SELECT 'foreign key ' || k.conname || ' is still over dcs_book_id'
                        FROM pg_constraint k
                        JOIN pg_attribute a ON a.attrelid = k.conrelid
                            AND a.attnum = ANY (k.conkey)
                        WHERE k.contype = 'f'
                        AND a.attname = 'dcs_book_id'
                        AND k.conrelid IN (SELECT to_regclass(t)::oid FROM unnest(ARRAY[%s]) t)
                        """
                                .formatted(BookTable.LITERALS)));
        if (Sql.tableExists(connection, "books")) {
            wrong.add("table books is still there");
        }
        for (var table : List.of("book_id_map", "migration_report")) {
            if (!Sql.tableExists(connection, table)) {
                wrong.add("table " + table + " is not there");
            }
        }
        return wrong;
    }
}
