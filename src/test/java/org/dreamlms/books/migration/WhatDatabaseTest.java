package org.dreamlms.books.migration;

import static org.dreamlms.books.migration.Refusals.says;
import static org.dreamlms.books.migration.Refusals.untouched;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dreamlms.books.ExpectedLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What kinds of databases there are, and what a start makes of each. */
@ExpectedLog("migration.check.Preflight")
@Tag("migration")
class WhatDatabaseTest {

    /** What the migration that existed before left: no unique constraint, an enum too many. */
    static final String CONVERTED =
            """
            ALTER TABLE activities DROP COLUMN book_id, ADD dcs_book_id integer NOT NULL;
            ALTER TABLE assignments DROP COLUMN book_id, ADD dcs_book_id integer NOT NULL;
            ALTER TABLE book_assignments DROP COLUMN book_id, ADD dcs_book_id integer NOT NULL;
            CREATE INDEX ix_activities_dcs_book_id ON activities (dcs_book_id);
            CREATE INDEX ix_assignments_dcs_book_id ON assignments (dcs_book_id);
            DROP TABLE books;
            """;

    private static final String TWICE =
            LegacyRows.PEOPLE
                    + """
                    INSERT INTO book_assignments (id, dcs_book_id, school_id, teacher_id, assigned_by, assigned_at)
                        SELECT md5('z' || n)::uuid, 4, md5('s1')::uuid, md5('t1')::uuid, md5('u1')::uuid, now()
                        FROM generate_series(1, 2) n;
                    """;

    @TempDir Path backups;

    @Test
    void anEmptyOneGetsTheWholeSchema() throws Exception {
        var database = TestServer.empty();
        var outcome = TestSetup.of(database, backups).start();
        assertTrue(outcome.migrated());
        assertEquals("fresh", outcome.found());
        assertTrue(database.has("activities"));
        assertTrue(database.has("dcs_books.book_id_map"));
        assertFalse(database.has("books"));
        try (var files = Files.list(backups)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void aConvertedOneIsRepairedWithoutABackup() throws Exception {
        var database = TestServer.legacy().run(CONVERTED);
        var outcome = TestSetup.of(database, backups).start();
        assertEquals("repaired", outcome.report().orElseThrow().getString("outcome"));
        assertEquals("recognised", outcome.found());
        assertEquals(
                "UNIQUE (dcs_book_id, school_id, teacher_id)",
                database.text(
                        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname ="
                                + " 'uq_book_assignment'"));
        assertTrue(database.has("ix_book_assignments_dcs_book_id"));
        assertEquals("t", database.text("SELECT to_regtype('bookstatus') IS NULL"));
        assertEquals(0, database.number("SELECT count(*) FROM dcs_books.book_id_map"));
        try (var files = Files.list(backups)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void aConvertedOneWithDuplicatesIsRefusedAndTheyAreListed() {
        var database = TestServer.legacy().run(CONVERTED + TWICE);
        says(untouched(database, TestSetup.of(database, backups)), "say the same twice", "book 4");
    }

    @Test
    void aConvertedOneMayHaveAssignmentsOfNoBook() {
        var database =
                TestServer.legacy()
                        .run(
                                CONVERTED
                                        + LegacyRows.PEOPLE
                                        + """
                                        INSERT INTO assignments
                                            (id, teacher_id, dcs_book_id, name, created_at, updated_at)
                                        VALUES (md5('ai')::uuid, md5('t1')::uuid, 0, 'AI', now(), now());
                                        """);
        assertTrue(TestSetup.of(database, backups).start().migrated());
        assertEquals(1, database.number("SELECT count(*) FROM assignments"));
    }

    @Test
    void aConvertedOneWhoseLmsHasGoneOnIsRecognised() {
        var database =
                TestServer.legacy()
                        .run(
                                CONVERTED
                                        + "CREATE TABLE alembic_version (version_num text);"
                                        + "INSERT INTO alembic_version VALUES ('some_later_one')");
        assertTrue(TestSetup.of(database, backups).start().migrated());
        assertEquals("some_later_one", database.text("SELECT * FROM alembic_version"));
    }

    @Test
    void aConvertedOneWhoseLmsDoesNotKnowItIsRefused() {
        var database =
                TestServer.legacy()
                        .run(
                                CONVERTED
                                        + "CREATE TABLE alembic_version (version_num text);"
                                        + "INSERT INTO alembic_version VALUES ('1294713df196')");
        says(untouched(database, TestSetup.of(database, backups)), "alembic_version says");
    }

    @Test
    void aLiveOneAtAnotherRevisionOfTheLmsIsRefused() {
        var database =
                TestServer.legacy()
                        .run(
                                "CREATE TABLE alembic_version (version_num text);"
                                        + "INSERT INTO alembic_version VALUES ('abcdef012345')");
        says(
                untouched(database, TestSetup.of(database, backups)),
                "alembic_version is abcdef012345, not 1294713df196");
    }

    @Test
    void oneThatStandsWhereTheLmssReleasesDoIsToldTheOrder() {
        var database =
                TestServer.legacy()
                        .run(
                                "CREATE TABLE alembic_version (version_num text);"
                                        + "INSERT INTO alembic_version VALUES ('i9303517j1k1');"
                                        + "CREATE TABLE book_access (book_id uuid CONSTRAINT"
                                        + " book_access_book_id_fkey REFERENCES books)");
        var message = untouched(database, TestSetup.of(database, backups));
        says(message, "i9303517j1k1", "Stop the LMS", "alembic upgrade 1294713df196");
        assertFalse(message.contains("book_access"), message);
    }

    @Test
    void aHeadThatIsKnownToBeHarmlessStaysAndAnotherIsNamed() {
        var database =
                TestServer.legacy()
                        .run(
                                "CREATE TABLE alembic_version (version_num text);"
                                        + "INSERT INTO alembic_version VALUES ('1294713df196'),"
                                        + " ('perf001'), ('beef0001')");
        var setup = TestSetup.of(database, backups);
        says(untouched(database, setup), "further heads: beef0001");
        database.run("DELETE FROM alembic_version WHERE version_num = 'beef0001'");
        assertTrue(setup.start().migrated());
        assertEquals(
                List.of("72e10c4c221a", "perf001"),
                database.texts("SELECT version_num FROM alembic_version ORDER BY 1"));
    }

    @Test
    void someoneElsesIsRefused() {
        var database = TestServer.empty().run("CREATE TABLE invoices (id int)");
        says(untouched(database, TestSetup.of(database, backups)), "invoices", "JDBC URL right");
    }

    @Test
    void someoneElsesWithTablesOfTheSameNamesIsRefused() {
        var database =
                TestServer.empty()
                        .run("CREATE TABLE books (id int); CREATE TABLE activities (id int)");
        says(untouched(database, TestSetup.of(database, backups)), "missing", "books.id uuid");
    }

    @Test
    void aHalfConvertedOneIsRefused() {
        var database = TestServer.legacy().run("DROP TABLE books CASCADE");
        says(untouched(database, TestSetup.of(database, backups)), "activities.dcs_book_id");
    }

    @Test
    void oneRestoredOverItsMigratedSelfIsRecognisedAndExplained() {
        var database = TestServer.legacy().run(LegacyRows.FIFTEEN_BOOKS);
        TestSetup.of(database, backups).start();
        database.run(
                "DROP TABLE activities, assignments, book_assignments, assignment_activities,"
                        + " assignment_students CASCADE");
        database.run(
                "DROP TABLE \"user\", schools, teachers, students, classes, class_students,"
                        + " webhook_event_logs CASCADE; DROP TYPE userrole, activitytype,"
                        + " assignmentpublishstatus, webhookeventtype, webhookeventstatus");
        database.run(TestServer.resource("db/migration/V1__legacy_schema.sql"));
        var before = database.snapshot();
        var refused =
                assertThrows(MigrationRefused.class, () -> TestSetup.of(database, backups).start());
        says(refused.getMessage(), "Flyway history", "restored over a migrated database");
        assertEquals(before, database.snapshot());
    }

    @Test
    void anEmptyBaselineOfACrashedStartIsGoneOnFrom() {
        var database = TestServer.legacy().run(LegacyRows.FIFTEEN_BOOKS);
        org.flywaydb.core.Flyway.configure()
                .dataSource(database.direct().source())
                .baselineVersion("1")
                .baselineDescription("LMS database")
                .load()
                .baseline();
        assertTrue(TestSetup.of(database, backups).start().migrated());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    plain unique index | CREATE UNIQUE INDEX uq_book_assignment ON book_assignments (dcs_book_id, school_id, teacher_id) | uq_book_assignment is not a unique constraint
                    columns only included | ALTER TABLE book_assignments ADD CONSTRAINT uq_book_assignment UNIQUE (id) INCLUDE (dcs_book_id, school_id, teacher_id) | uq_book_assignment is not a unique constraint
                    index of something else | CREATE INDEX ix_book_assignments_dcs_book_id ON book_assignments (id) | ix_book_assignments_dcs_book_id
                    somebody else's events | CREATE TABLE dcs_events (x int) | dcs_events
                    somebody else's map | CREATE TABLE book_id_map (x int) | book_id_map
                    """)
    void aConvertedOneWhoseNamesAreTakenIsRefused(String name, String sql, String reason) {
        var database = TestServer.legacy().run(CONVERTED + sql);
        says(untouched(database, TestSetup.of(database, backups)), "VALIDATION FAILED", reason);
    }

    @Test
    void aConvertedOneOfAnotherOwnerIsRefused() {
        var database = TestServer.legacy().run(CONVERTED);
        TestServer.requirePassword("guest", "right");
        TestServer.run("postgres", "ALTER ROLE guest NOSUPERUSER");
        database.run("GRANT ALL ON ALL TABLES IN SCHEMA public TO guest");
        var url = database.url().replace("user=postgres", "user=guest");
        var setup =
                TestSetup.of(database, backups).with(TestDatabase.direct(url, "guest", "right"));
        says(untouched(database, setup), "activities belongs to postgres");
    }

    @Test
    void booksBesideAReportAreARestoreOverAMigratedOne() {
        var database =
                TestServer.legacy()
                        .run(
                                "CREATE TABLE migration_report (id int); CREATE TABLE book_id_map (i int)");
        says(
                untouched(database, TestSetup.of(database, backups)),
                "migration_report",
                "restored over a migrated database");
    }
}
