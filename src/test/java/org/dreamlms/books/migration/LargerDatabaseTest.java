package org.dreamlms.books.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 15 books, 238 activities, 42 assignments, 8 book assignments among foreign keys, with a renamed
 * foreign key and additional indexes and constraints over book_id.
 */
@Tag("migration")
class LargerDatabaseTest {

    @TempDir static Path backups;

    private static TestDatabase database;
    private static List<String> before;

    @BeforeAll
    static void migrate() {
        database =
                TestServer.legacy()
                        .run(
                                LegacyRows.FIFTEEN_BOOKS
                                        + """
                                        ALTER TABLE activities RENAME CONSTRAINT activities_book_id_fkey TO odd;
                                        CREATE INDEX ix_page ON activities (book_id, page_number) WHERE page_number > 3;
                                        CREATE UNIQUE INDEX ix_once ON assignments (book_id, name);
                                        ALTER TABLE activities ADD CONSTRAINT ck_book CHECK (book_id IS NOT NULL);
                                        CREATE STATISTICS st ON book_id, page_number FROM activities;
                                        COMMENT ON COLUMN activities.book_id IS 'whose';
                                        CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);
                                        INSERT INTO alembic_version VALUES ('1294713df196');
                                        """);
        before = idsBefore();
        TestSetup.of(database, backups).start();
    }

    private static List<String> idsBefore() {
        return database.texts(
                """
                SELECT 'activities ' || t.id || dream_storage_id FROM activities t JOIN books b ON b.id = book_id
                UNION ALL
                SELECT 'assignments ' || t.id || dream_storage_id FROM assignments t JOIN books b ON b.id = book_id
                UNION ALL
                SELECT 'book_assignments ' || t.id || dream_storage_id FROM book_assignments t
                    JOIN books b ON b.id = book_id
                ORDER BY 1
                """);
    }

    @Test
    void everyRowCarriesTheIdOfItsBook() {
        assertEquals(238 + 42 + 8, before.size());
        assertEquals(
                before,
                database.texts(
                        """
                        SELECT 'activities ' || id || dcs_book_id FROM activities
                        UNION ALL SELECT 'assignments ' || id || dcs_book_id FROM assignments
                        UNION ALL SELECT 'book_assignments ' || id || dcs_book_id FROM book_assignments
                        ORDER BY 1
                        """));
    }

    @Test
    void theUniqueConstraintLivesOn() {
        assertEquals(
                "UNIQUE (dcs_book_id, school_id, teacher_id)",
                database.text(
                        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname ="
                                + " 'uq_book_assignment'"));
    }

    @Test
    void theIndexesHaveTheirNewNames() {
        for (var table : List.of("activities", "assignments", "book_assignments")) {
            assertTrue(database.has("ix_" + table + "_dcs_book_id"));
            assertTrue(!database.has("ix_" + table + "_book_id"));
        }
    }

    @Test
    void additionalIndexesConstraintsAndCommentsLiveOn() {
        assertEquals(
                List.of(
                        "CREATE INDEX ix_page ON public.activities USING btree (dcs_book_id,"
                                + " page_number) WHERE (page_number > 3)",
                        "CREATE UNIQUE INDEX ix_once ON public.assignments USING btree"
                                + " (dcs_book_id, name)"),
                database.texts(
                        "SELECT indexdef FROM pg_indexes WHERE indexname IN ('ix_page', 'ix_once')"
                                + " ORDER BY 1"));
        assertEquals(
                "CHECK ((dcs_book_id IS NOT NULL))",
                database.text(
                        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname ="
                                + " 'ck_book'"));
        assertEquals(
                "whose",
                database.text(
                        "SELECT col_description('activities'::regclass, attnum) FROM pg_attribute"
                                + " WHERE attrelid = 'activities'::regclass AND attname ="
                                + " 'dcs_book_id'"));
        assertEquals("1", database.text("SELECT count(*) FROM pg_statistic_ext"));
    }

    @Test
    void theForeignKeysToOtherTablesLiveOn() {
        assertEquals(
                "assignments_activity_id_fkey, assignments_teacher_id_fkey,"
                        + " book_assignments_assigned_by_fkey, book_assignments_school_id_fkey,"
                        + " book_assignments_teacher_id_fkey",
                database.text(
                        "SELECT string_agg(conname, ', ' ORDER BY conname) FROM pg_constraint WHERE"
                                + " contype = 'f' AND conrelid IN ('activities'::regclass,"
                                + " 'assignments'::regclass, 'book_assignments'::regclass)"));
    }

    @Test
    void theLmsKnowsItsStepAsDone() {
        assertEquals(List.of("72e10c4c221a"), database.texts("SELECT * FROM alembic_version"));
    }

    @Test
    void theColumnStaysWhereItWas() {
        assertEquals(
                "2",
                database.text(
                        "SELECT attnum FROM pg_attribute WHERE attrelid = 'activities'::regclass"
                                + " AND attname = 'dcs_book_id' AND attnotnull"));
    }

    @Test
    void theHistoryBeginsAtOne() {
        assertEquals(
                List.of("1 BASELINE", "2 JDBC", "4 SQL", "5 SQL", "6 SQL"),
                database.texts(
                        "SELECT version || ' ' || type FROM dcs_books.flyway_schema_history ORDER BY"
                                + " installed_rank"));
    }

    @Test
    void anotherStartChangesNothing() {
        var snapshot = database.snapshot();
        TestSetup.of(database, backups).start();
        assertEquals(snapshot, database.snapshot());
    }
}
