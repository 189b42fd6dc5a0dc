package org.dreamlms.books.migration;

import static org.dreamlms.books.migration.Refusals.says;
import static org.dreamlms.books.migration.Refusals.untouched;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dreamlms.books.ExpectedLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All versions of one start come together or not at all, on every database. */
@ExpectedLog({"migration.check.Preflight", "org.flywaydb.core.internal.command.DbMigrate"})
@Tag("migration")
class OneTransactionTest {

    @TempDir Path backups;

    @ParameterizedTest
    @ValueSource(strings = {"LATIN5", "KOI8R", "SQL_ASCII"})
    void theServersEncodingIsNoHindrance(String encoding) {
        var database = TestServer.legacyIn(encoding).run(LegacyRows.FIFTEEN_BOOKS);
        // Its name and the backup's directory are in the report.
        var elsewhere = backups.resolve("\u015f\u20ac");
        var outcome = TestSetup.of(database, elsewhere).start();
        assertEquals("6", outcome.version().orElseThrow());
        assertEquals(238, database.number("SELECT count(dcs_book_id) FROM activities"));
        assertTrue(TestSetup.of(database, elsewhere).start().report().isPresent());
    }

    @Test
    void aDatabaseWithV4AsItWasGoesOn() {
        var database = TestServer.legacy().run(LegacyRows.FIFTEEN_BOOKS);
        var setup = TestSetup.of(database, backups);
        setup.start();
        database.run(
                "UPDATE dcs_books.flyway_schema_history SET checksum = 2087702889 WHERE version = '4'");
        assertTrue(setup.start().migrated());
    }

    @Test
    void scriptsAreInAscii() throws IOException {
        try (var scripts = Files.newDirectoryStream(Path.of("src/main/resources/db/migration"))) {
            for (var script : scripts) {
                assertTrue(
                        Files.readString(script).chars().allMatch(c -> c < 128),
                        () -> script + " has characters that not every server encoding has");
            }
        }
    }

    @Test
    void aTableOfAnotherRoleThatALaterVersionNeedsIsRefused() {
        var database = TestServer.legacy().run(LegacyRows.FIFTEEN_BOOKS);
        var owner = TestServer.ownerOf(database);
        database.run("ALTER TABLE assignment_activities OWNER TO postgres");
        database.run("GRANT ALL ON assignment_activities TO " + owner.user());
        var setup = TestSetup.of(database, backups).with(owner.direct());
        says(untouched(database, setup), "assignment_activities belongs to postgres");
    }

    @Test
    void aTableThatALaterVersionNeedsAndThatIsNotThereIsRefused() {
        var database = TestServer.legacy().run("DROP TABLE assignment_activities");
        says(
                untouched(database, TestSetup.of(database, backups)),
                "table assignment_activities, or a column of it, is not there");
    }

    @Test
    void aLaterVersionThatFailsTakesTheChangeBack() {
        var database = TestServer.legacy().run(LegacyRows.FIFTEEN_BOOKS);
        // Only where there are rows, so that no trial on empty copies can know.
        database.run(
                """
                CREATE FUNCTION stop() RETURNS event_trigger LANGUAGE plpgsql AS '
                BEGIN
                    IF current_query() LIKE ''%activity_imports%'' THEN
                        IF EXISTS (SELECT FROM activities) THEN
                            RAISE EXCEPTION ''not today'';
                        END IF;
                    END IF;
                END';
                CREATE EVENT TRIGGER stop ON ddl_command_start
                WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION stop()
                """);
        var setup = TestSetup.of(database, backups);
        says(untouched(database, setup), "not today", "nothing was changed");
        assertFalse(database.has("dcs_books.book_id_map"));
        database.run("DROP EVENT TRIGGER stop");
        assertEquals("6", setup.start().version().orElseThrow());
        assertEquals(1, backups.toFile().list().length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "autosave=always&cleanupSavepoints=true&preferQueryMode=simple",
                "autosave=conservative&defaultRowFetchSize=2&prepareThreshold=1"
                        + "&options=-c%20quote_all_identifiers=on%20-c%20lock_timeout=100"
            })
    void whatTheUrlSaysIsNoHindrance(String parameters) {
        var database = TestServer.legacy().run(LegacyRows.FIFTEEN_BOOKS);
        var direct = TestDatabase.direct(database.url() + "&" + parameters, null, null);
        var setup = TestSetup.of(database, backups).with(direct);
        assertTrue(setup.start().migrated());
        assertTrue(setup.start().migrated());
    }

    @Test
    void whatTheDatabaseSetsIsNoHindrance() {
        var database = TestServer.legacy().run(LegacyRows.FIFTEEN_BOOKS);
        for (var setting :
                List.of(
                        "quote_all_identifiers = on",
                        "default_transaction_isolation = serializable",
                        "default_transaction_deferrable = on",
                        "session_replication_role = replica",
                        "client_encoding = latin1",
                        "synchronous_commit = off",
                        "standard_conforming_strings = off",
                        "datestyle = German",
                        "transform_null_equals = on",
                        "bytea_output = escape",
                        "idle_in_transaction_session_timeout = 100",
                        "default_transaction_read_only = on")) {
            database.run("ALTER DATABASE " + database.name() + " SET " + setting);
        }
        assertTrue(TestSetup.of(database, backups).start().migrated());
    }

    @Test
    void whatFailsIsSaidAndIsTheSameTheNextTime() {
        var database = TestServer.legacy().run("DROP TABLE assignment_activities");
        var setup = TestSetup.of(database, backups);
        var first = assertThrows(MigrationRefused.class, setup::start).getMessage();
        assertEquals(first, assertThrows(MigrationRefused.class, setup::start).getMessage());
    }
}
