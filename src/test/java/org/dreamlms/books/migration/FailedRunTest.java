package org.dreamlms.books.migration;

import static org.dreamlms.books.migration.Refusals.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.db.OwnSchema;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.migration.check.SchemaChecks;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a failure the operator is told what is true, also when some of it was committed. */
@ExpectedLog("org.flywaydb")
@Tag("migration")
class FailedRunTest {

    /** The names of what a script creates, and whether it minds that they are there. */
    private static final Pattern CREATED =
            Pattern.compile(
                    "CREATE (?:UNIQUE )?(?:TABLE|INDEX) (IF NOT EXISTS )?(\\w+)"
                            + "|CONSTRAINT (\\w+) UNIQUE");

    @TempDir Path backups;

    private final TestDatabase database = TestServer.legacy().run(LegacyRows.FIFTEEN_BOOKS);

    private TestSetup setup() {
        return TestSetup.of(database, backups);
    }

    private String refused(TestSetup setup) {
        return assertThrows(MigrationRefused.class, setup::start).getMessage();
    }

    @Test
    void afterACommitThatWasLostNothingIsClaimed() {
        // Only where there are rows, so that no trial on empty copies can know.
        database.run(
                """
                CREATE FUNCTION leave() RETURNS event_trigger LANGUAGE plpgsql AS '
                    BEGIN
                        IF EXISTS (SELECT FROM pg_event_trigger_ddl_commands()
                                WHERE object_identity = ''dcs_books.activity_imports'')
                        AND EXISTS (SELECT FROM public.activities) THEN
                            PERFORM pg_terminate_backend(pg_backend_pid());
                        END IF;
                    END';
                CREATE EVENT TRIGGER leave ON ddl_command_end WHEN TAG IN ('CREATE TABLE')
                    EXECUTE FUNCTION leave();
                """);
        var message = refused(setup());
        says(message, "connection was lost", "nobody knows", "Start again");
        assertFalse(message.contains("nothing was changed"), message);
        assertEquals(1, backups.toFile().list().length, "the backup may be needed");
        database.run("DROP EVENT TRIGGER leave");
        assertTrue(setup().start().migrated());
    }

    @Test
    void whatIsCommittedIsSaid() throws SQLException {
        setup().start();
        try (var connection = database.direct().open()) {
            Recognition.of(connection, false);
            var run =
                    FailedRun.of(new FlywayException("late"), Optional.empty(), false, connection);
            assertEquals(FailedRun.Kind.ADVANCED, run.kind());
            says(
                    run.text(),
                    "Version 6 of the schema is committed and stays",
                    "the next start goes on from there",
                    "The backup of before: ",
                    backups.toString());
        }
    }

    /** Of an earlier version, whose own tables are moved before the rest. */
    @Test
    void whatWasCommittedBeforeTheFailureIsSaid() {
        OwnSchema.use("public");
        try {
            setup().start();
        } finally {
            OwnSchema.use("dcs_books");
        }
        // Only where Flyway is at work: a trial takes no lock of its own.
        database.run(
                """
                DELETE FROM flyway_schema_history WHERE version = '6';
                DROP TABLE reference_audits;
                CREATE FUNCTION fail() RETURNS event_trigger LANGUAGE plpgsql AS '
                    BEGIN
                        IF EXISTS (SELECT FROM pg_locks
                                WHERE locktype = ''advisory'' AND pid = pg_backend_pid()) THEN
                            RAISE EXCEPTION ''not now'';
                        END IF;
                    END';
                CREATE EVENT TRIGGER fail ON ddl_command_start WHEN TAG IN ('CREATE TABLE')
                    EXECUTE FUNCTION fail();
                """);
        says(
                refused(setup()),
                "not now",
                "own tables are in schema dcs_books now, which was committed before and stays",
                "was rolled back");
        assertTrue(database.has("dcs_books.book_id_map"));
        database.run("DROP EVENT TRIGGER fail");
        assertEquals("6", setup().start().version().orElseThrow());
    }

    @Test
    void aLaterVersionDoesNotWaitForEverForATableInUse() throws SQLException {
        setup().start();
        database.run(
                "DELETE FROM dcs_books.flyway_schema_history WHERE version IN ('4', '5', '6'); DROP TABLE dcs_books.dcs_events,"
                        + " dcs_books.activity_imports, dcs_books.reference_audits; DROP INDEX ix_activities_activity_type_dcs_book_id");
        try (var writer = database.connect()) {
            writer.setAutoCommit(false);
            // Should somebody wait for it, this ends, and the lock with it.
            Sql.run(writer, "SET LOCAL idle_in_transaction_session_timeout = '10s'");
            Sql.run(writer, "UPDATE activities SET title = 'mine' WHERE page_number = 1");
            says(
                    refused(setup().with(Duration.ofMillis(300))),
                    "A table is in use",
                    "holds activities",
                    "nothing was changed");
        }
        assertEquals("6", setup().start().version().orElseThrow());
    }

    @Test
    void everyNameThatALaterVersionGivesIsLookedForBefore() throws IOException {
        Set<String> needed = new HashSet<>();
        Set<String> indexes = new HashSet<>();
        try (var scripts = Files.newDirectoryStream(Path.of("src/main/resources/db/migration"))) {
            for (var script : scripts) {
                if (script.getFileName().toString().startsWith("V1__")) {
                    continue;
                }
                var created = CREATED.matcher(Files.readString(script));
                while (created.find()) {
                    var name = created.group(2) == null ? created.group(3) : created.group(2);
                    (created.group(1) == null ? needed : indexes).add(name);
                }
            }
        }
        assertEquals(Set.copyOf(SchemaChecks.LATER_NAMES), needed);
        assertEquals(Set.copyOf(SchemaChecks.LATER_INDEXES), indexes);
    }
}
