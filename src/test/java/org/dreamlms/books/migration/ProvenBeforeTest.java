package org.dreamlms.books.migration;

import static org.dreamlms.books.migration.Refusals.says;
import static org.dreamlms.books.migration.Refusals.untouched;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.Settings;
import org.dreamlms.books.Settings.Migration.Mode;
import org.dreamlms.books.db.OwnSchema;
import org.dreamlms.books.db.Sql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would only fail in the middle of the change is found before it. */
@ExpectedLog({"migration.check.Preflight", "migration.V2__BooksToDcsIds"})
@Tag("migration")
class ProvenBeforeTest {

    @TempDir Path backups;

    private final TestDatabase database = TestServer.legacy().run(LegacyRows.FIFTEEN_BOOKS);

    @AfterEach
    void asItWas() {
        OwnSchema.use("dcs_books");
    }

    private TestSetup setup() {
        return TestSetup.of(database, backups);
    }

    private TestSetup dryRun() {
        return setup().with(Mode.VALIDATE);
    }

    private static final String HELPERS =
            """
            CREATE SCHEMA ext;
            CREATE FUNCTION ext.plain(t text) RETURNS text IMMUTABLE LANGUAGE plpgsql
                AS 'BEGIN RETURN upper(t); END';
            CREATE FUNCTION public.wrapped(t text) RETURNS text IMMUTABLE LANGUAGE plpgsql
                AS 'BEGIN RETURN plain(t); END';
            SET search_path = public, ext;
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX i_odd ON activities (wrapped(title))",
                "CREATE INDEX i_odd ON assignments (id) WHERE wrapped(name) <> ''",
                "CREATE STATISTICS i_odd ON (wrapped(title)) FROM activities"
            })
    void whatIsOnlyFoundOnAnotherSearchPathIsNamed(String sql) {
        database.run(HELPERS + sql);
        says(untouched(database, dryRun()), "i_odd: ", "function plain(text) does not exist");
        says(untouched(database, setup()), "i_odd: ");
        database.run("ALTER FUNCTION wrapped(text) SET search_path = public, ext");
        assertEquals(List.of(), dryRun().start().unproven());
        assertTrue(setup().start().migrated());
    }

    /** A rewrite builds the index again, and finds what the old one does not know. */
    @Test
    void keysThatHaveBecomeEqualAreNamed() {
        database.run(
                """
                CREATE FUNCTION f_key(t text) RETURNS text IMMUTABLE LANGUAGE plpgsql
                    AS 'BEGIN RETURN t; END';
                CREATE UNIQUE INDEX i_odd ON activities (f_key(title)) WHERE page_number > 1;
                CREATE OR REPLACE FUNCTION f_key(t text) RETURNS text IMMUTABLE LANGUAGE plpgsql
                    AS 'BEGIN RETURN left(t, 10); END';
                """);
        says(untouched(database, dryRun()), "unique index", "i_odd: ", "are there twice");
        says(untouched(database, setup()), "unique index", "i_odd: ", "are there twice");
        database.run("UPDATE activities SET title = NULL WHERE title <> 'Activity 7'");
        assertEquals(List.of(), dryRun().start().unproven());
        assertTrue(setup().start().migrated());
    }

    @Test
    void aLimitOfTemporaryFilesIsToldOrLifted() {
        var owner = TestServer.ownerOf(database);
        database.run("ALTER ROLE " + owner.user() + " SET temp_file_limit = '8kB'");
        var unproven = dryRun().with(owner.direct()).start().unproven();
        assertEquals(1, unproven.size());
        says(unproven.get(0), "temp_file_limit", "index ix_activities_book_id with ");
        database.run("ALTER DATABASE " + database.name() + " SET temp_file_limit = '8kB'");
        assertEquals(List.of(), dryRun().start().unproven());
    }

    @Test
    void aFunctionOfAnIndexThatRaisesByNowIsNamed() {
        database.run(
                HELPERS
                        + """
                        CREATE INDEX i_odd ON activities (ext.plain(title));
                        CREATE OR REPLACE FUNCTION ext.plain(t text) RETURNS text IMMUTABLE
                            LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''gone''; END'
                        """);
        says(untouched(database, dryRun()), "index public.i_odd: ", "gone");
    }

    @Test
    void aFewConnectionsAreNeededWithoutABackupToo() {
        var owner = TestServer.ownerOf(database);
        var setup = setup().with(owner.direct()).with(Settings.Backup.Mode.SKIP);
        database.run("ALTER ROLE " + owner.user() + " CONNECTION LIMIT 2");
        says(untouched(database, setup.with(Mode.VALIDATE)), "may have 2", "CONNECTION LIMIT");
        database.run("ALTER ROLE " + owner.user() + " CONNECTION LIMIT 3");
        assertEquals(List.of(), setup.with(Mode.VALIDATE).start().unproven());
        assertTrue(setup.start().migrated());
    }

    @Test
    void aForeignKeyOverTheIdOfAConvertedOneIsNamed() {
        var converted =
                TestServer.legacy()
                        .run(
                                WhatDatabaseTest.CONVERTED
                                        + """
                                        CREATE TABLE dcs_ids (id integer PRIMARY KEY);
                                        ALTER TABLE activities ADD CONSTRAINT k_ids
                                            FOREIGN KEY (dcs_book_id) REFERENCES dcs_ids
                                        """);
        var setup = TestSetup.of(converted, backups);
        says(untouched(converted, setup.with(Mode.VALIDATE)), "k_ids of activities");
        says(untouched(converted, setup), "k_ids of activities");
    }

    @Test
    void anotherServicesHistoryIsNamedInEveryMode() {
        setup().start();
        database.run("UPDATE dcs_books.flyway_schema_history SET checksum = 7 WHERE version = '5'");
        for (var mode : List.of(Mode.VALIDATE, Mode.MIGRATE, Mode.OFF)) {
            says(
                    assertThrows(MigrationRefused.class, setup().with(mode)::start).getMessage(),
                    "version 5 in dcs_books.flyway_schema_history",
                    "checksum");
        }
        database.run(
                "UPDATE dcs_books.flyway_schema_history SET checksum = 2087702889 WHERE version = '4'");
        says(
                assertThrows(MigrationRefused.class, dryRun()::start).getMessage(),
                "version 5 in dcs_books.flyway_schema_history");
    }

    @Test
    void aTitleThatIsNoTextIsNamed() {
        var bytes = TestServer.legacyIn("SQL_ASCII").run(LegacyRows.FIFTEEN_BOOKS);
        bytes.run("UPDATE books SET title = 'Çığ €' WHERE dream_storage_id = '4'");
        assertEquals(
                List.of(), TestSetup.of(bytes, backups).with(Mode.VALIDATE).start().unproven());
        bytes.run("UPDATE books SET title = E'a\\xfeb' WHERE dream_storage_id = '4'");
        var refused =
                assertThrows(
                        MigrationRefused.class,
                        () -> TestSetup.of(bytes, backups).with(Mode.VALIDATE).start());
        says(refused.getMessage(), "title is not UTF-8", "title a\\376b");
    }

    /** As an earlier version has left it. */
    private TestServer.Owner withTablesAmongTheLmss() {
        var owner = TestServer.ownerOf(database);
        database.run("GRANT CREATE ON SCHEMA public TO " + owner.user());
        OwnSchema.use("public");
        setup().with(owner.direct()).start();
        OwnSchema.use("dcs_books");
        return owner;
    }

    @Test
    void whoMayNotMoveTheTablesIsToldBefore() {
        var owner = withTablesAmongTheLmss();
        database.run("ALTER DATABASE " + database.name() + " OWNER TO postgres")
                .run("ALTER TABLE dcs_events OWNER TO postgres");
        var before = database.snapshot();
        for (var mode : List.of(Mode.VALIDATE, Mode.MIGRATE)) {
            says(
                    assertThrows(
                                    MigrationRefused.class,
                                    setup().with(owner.direct()).with(mode)::start)
                            .getMessage(),
                    "no right to create schema dcs_books",
                    "dcs_events belongs to postgres");
            assertEquals(before, database.snapshot());
        }
    }

    @Test
    void whoMayNotUseTheSchemaIsToldWhichGrantIsMissing() {
        setup().start();
        var service = "service_of_" + database.name();
        database.run("CREATE ROLE " + service + " LOGIN");
        var url = database.url().replace("user=postgres", "user=" + service);
        for (var mode : List.of(Mode.OFF, Mode.VALIDATE, Mode.MIGRATE)) {
            says(
                    assertThrows(
                                    MigrationRefused.class,
                                    setup().with(TestDatabase.direct(url, null, null)).with(mode)
                                            ::start)
                            .getMessage(),
                    "GRANT USAGE ON SCHEMA \"dcs_books\"");
        }
    }

    @Test
    void whoOnlyMovesOurTablesHoldsNoOther() throws SQLException {
        withTablesAmongTheLmss();
        try (var writer = database.connect()) {
            writer.setAutoCommit(false);
            Sql.run(writer, "LOCK TABLE activities IN ACCESS EXCLUSIVE MODE");
            assertEquals(List.of(), trialOfTheMove());
        }
    }

    private List<String> trialOfTheMove() throws SQLException {
        try (var connection = database.direct().open()) {
            connection.setAutoCommit(false);
            var state = new DatabaseState.Migrated("public");
            return new ChangeTrial(List.of(), 1)
                    .checks(state).stream()
                            .map(check -> look(check, connection))
                            .filter(finding -> !finding.startsWith("Passed"))
                            .toList();
        }
    }

    private static String look(
            org.dreamlms.books.migration.check.Check check, java.sql.Connection connection) {
        try {
            return check.probe().look(connection).toString();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatOnlyTheTrialCannotDoIsNotProven() {
        var owner = TestServer.ownerOf(database);
        database.run(
                """
                ALTER TYPE activitytype OWNER TO postgres;
                REVOKE USAGE ON TYPE activitytype FROM PUBLIC
                """);
        var setup = setup().with(owner.direct());
        says(String.join("; ", setup.with(Mode.VALIDATE).start().unproven()), "activitytype");
        assertTrue(setup.start().migrated());
    }

    @Test
    void theServerEndsATrialThatNobodyEndsByItself() {
        setup().with(SentSettings.to(database)).with(Mode.VALIDATE).start();
        var sent = SentSettings.bySession().stream().flatMap(List::stream).toList();
        assertTrue(sent.contains("SET LOCAL idle_in_transaction_session_timeout = 2000"));
        assertTrue(sent.contains("SET LOCAL statement_timeout = 1000"));
    }

    @Test
    void targetsOfStatisticsStay() {
        database.run(
                """
                CREATE INDEX i_two ON activities (book_id, (lower(title)));
                ALTER INDEX i_two ALTER COLUMN 2 SET STATISTICS 777;
                CREATE STATISTICS s_two ON book_id, page_number FROM activities;
                ALTER STATISTICS s_two SET STATISTICS 500
                """);
        setup().start();
        assertEquals(
                "777 500",
                database.text(
                        """
                        SELECT a.attstattarget || ' ' || s.stxstattarget
                        FROM pg_attribute a, pg_statistic_ext s
                        WHERE a.attrelid = 'i_two'::regclass AND a.attnum = 2
                        AND s.stxname = 's_two'
                        """));
    }

    @Test
    void whoKeepsPgDumpOutIsNoticedInAnyLanguage() throws SQLException {
        try (var connection = database.connect();
                var other = database.connect()) {
            other.setAutoCommit(false);
            Sql.run(other, "LOCK TABLE schools IN EXCLUSIVE MODE");
            assertFalse(LockHolders.keepReadersOut(connection));
            Sql.run(other, "LOCK TABLE schools IN ACCESS EXCLUSIVE MODE");
            assertFalse(LockHolders.keepReadersOut(other), "one's own lock");
            assertTrue(LockHolders.keepReadersOut(connection));
        }
    }
}
