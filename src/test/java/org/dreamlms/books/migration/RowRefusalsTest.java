package org.dreamlms.books.migration;

import static org.dreamlms.books.migration.LegacyRows.PEOPLE;
import static org.dreamlms.books.migration.LegacyRows.activity;
import static org.dreamlms.books.migration.LegacyRows.book;
import static org.dreamlms.books.migration.LegacyRows.bookAssignment;
import static org.dreamlms.books.migration.Refusals.says;
import static org.dreamlms.books.migration.Refusals.untouched;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.dreamlms.books.ExpectedLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that cannot keep their book stop the migration before anything is changed. */
@ExpectedLog("migration.check.Preflight")
@Tag("migration")
class RowRefusalsTest {

    private static final String WITHOUT_KEYS =
            """
            ALTER TABLE activities DROP CONSTRAINT activities_book_id_fkey;
            ALTER TABLE assignments DROP CONSTRAINT assignments_book_id_fkey;
            ALTER TABLE book_assignments DROP CONSTRAINT book_assignments_book_id_fkey;
            """;

    @TempDir Path backups;

    private String refusal(String sql) {
        var database = TestServer.legacy().run(PEOPLE + sql);
        return untouched(database, TestSetup.of(database, backups));
    }

    @Test
    void twoBooksThatWouldBecomeOneAreBothNamed() {
        says(
                refusal(book("Alpha", "4") + book("Beta", "004")),
                "books that would become one (1: DCS id 4: ",
                "\"Alpha\" dream_storage_id '4'",
                "\"Beta\" dream_storage_id '004'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "000",
                "-1",
                "2147483648",
                "99999999999999999999",
                "4.0",
                "4a",
                " 4",
                "4 ",
                "٤",
                "４",
                "+4",
                "0x4",
                "1e3"
            })
    void anIdThatDcsNeverHasIsRefused(String id) {
        says(
                refusal(book("Alpha", id)),
                "not an integer from 1 to 2147483647 in plain digits (1: ");
    }

    @Test
    void aBookWithoutIdIsRefused() {
        says(
                refusal(
                        "ALTER TABLE books ALTER COLUMN dream_storage_id DROP NOT NULL;"
                                + book("Alpha", null)
                                + book("Beta", " ")),
                "books without dream_storage_id (2: ");
    }

    @Test
    void anActivityWithoutItsBookIsRefused() {
        says(
                refusal(WITHOUT_KEYS + activity("a1", "nowhere")),
                "activities whose book is missing or NULL (1: ");
    }

    @Test
    void aBookAssignmentWithoutItsBookIsRefused() {
        says(
                refusal(
                        WITHOUT_KEYS
                                + "ALTER TABLE book_assignments ALTER COLUMN book_id DROP NOT NULL;"
                                + bookAssignment("z1", "nowhere")
                                + bookAssignment("z2", null)),
                "book_assignments whose book is missing or NULL (2: ");
    }

    @Test
    void anAssignmentWithoutItsBookIsRefused() {
        says(
                refusal(
                        WITHOUT_KEYS
                                + "ALTER TABLE assignments ALTER COLUMN book_id DROP NOT NULL;"
                                + "INSERT INTO assignments (id, teacher_id, name, created_at,"
                                + " updated_at) VALUES (md5('x1')::uuid, md5('t1')::uuid, 'X',"
                                + " now(), now());"),
                "assignments whose book is missing or NULL (1: ");
    }

    @Test
    void bookAssignmentsThatSayTheSameTwiceAreRefused() {
        says(
                refusal(
                        "ALTER TABLE book_assignments DROP CONSTRAINT uq_book_assignment;"
                                + book("Alpha", "4")
                                + bookAssignment("z1", "Alpha")
                                + bookAssignment("z2", "Alpha")),
                "book_assignments that say the same twice (1: ");
    }

    @Test
    void everyReasonIsGivenAtOnce() {
        says(
                refusal(
                        book("Alpha", "0")
                                + book("Beta", "5")
                                + book("Gamma", "05")
                                + "CREATE VIEW v AS SELECT * FROM books;"),
                "FAILED: 3 of ",
                "not an integer",
                "would become one",
                "views or rules",
                "Nothing was changed");
    }

    @Test
    void oneBookWithLeadingZerosAloneIsFine() {
        var database = TestServer.legacy().run(book("Alpha", "004") + activity("a1", "Alpha"));
        TestSetup.of(database, backups).start();
        assertEquals("4", database.text("SELECT dcs_book_id FROM activities"));
    }

    @Test
    void theHighestIdIsFine() {
        var database =
                TestServer.legacy().run(book("Alpha", "2147483647") + activity("a1", "Alpha"));
        TestSetup.of(database, backups).start();
        assertEquals("2147483647", database.text("SELECT dcs_book_id FROM activities"));
    }
}
