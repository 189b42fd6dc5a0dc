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
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.Settings.Migration.Mode;
import org.dreamlms.books.db.Sql;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Others at work at the same time: replicas, the LMS, and whoever pulls the plug. */
@Tag("migration")
@Timeout(900)
@ExpectedLog({"migration.check.Preflight", "org.flywaydb.core.internal.command.DbMigrate"})
class ManyAtOnceTest {

    @TempDir Path backups;
    @TempDir Path elsewhere;

    private final TestDatabase database = TestServer.legacy().run(LegacyRows.FIFTEEN_BOOKS);
    private TestSetup setup;

    @BeforeEach
    void setUp() {
        setup = TestSetup.of(database, backups);
    }

    @Test
    void ofThreeReplicasOneMigratesAndTheOthersFindItDone() {
        var starts =
                IntStream.range(0, 3)
                        .mapToObj(i -> CompletableFuture.supplyAsync(setup::start))
                        .toList();
        for (var start : starts) {
            var outcome = start.join();
            assertTrue(outcome.migrated());
            assertEquals("migrated", outcome.report().orElseThrow().getString("outcome"));
        }
        assertEquals(1, database.number("SELECT count(*) FROM dcs_books.migration_report"));
        assertEquals(
                1,
                database.number(
                        "SELECT count(*) FROM dcs_books.flyway_schema_history WHERE version = '2'"));
        assertEquals(1, backups.toFile().list().length);
    }

    @Test
    void ofThreeReplicasOnAnEmptyDatabaseOneCreatesTheSchema() {
        var empty = TestSetup.of(TestServer.empty(), backups);
        var starts =
                IntStream.range(0, 3)
                        .mapToObj(i -> CompletableFuture.supplyAsync(empty::start))
                        .toList();
        starts.forEach(start -> assertTrue(start.join().migrated()));
    }

    @Test
    void aWriterAtWorkIsNamedAndNothingIsChanged() throws SQLException {
        try (var writer = database.connect()) {
            writer.setAutoCommit(false);
            Sql.run(writer, "UPDATE activities SET title = 'mine' WHERE page_number = 1");
            says(
                    untouched(database, setup.with(Duration.ofMillis(300))),
                    "A table is in use",
                    "idle in transaction",
                    "activities",
                    "the next start tries again");
            writer.rollback();
        }
        assertTrue(setup.start().migrated());
    }

    @Test
    void aLongReaderStopsTheChangeAndNothingIsChanged() throws SQLException {
        try (var reader = database.connect()) {
            reader.setAutoCommit(false);
            Sql.number(reader, "SELECT count(*) FROM book_assignments");
            says(untouched(database, setup.with(Duration.ofMillis(300))), "A table is in use");
        }
    }

    @Test
    void aReaderIsNoticedBeforeTheBackup() throws Exception {
        var programs = programs("echo 'it was begun' >&2; exit 1");
        try (var reader = database.connect()) {
            reader.setAutoCommit(false);
            Sql.number(reader, "SELECT count(*) FROM books");
            var impatient = setup.with(Duration.ofMillis(300)).withPrograms(programs);
            says(untouched(database, impatient), "A table is in use", "holds books");
        }
    }

    @Test
    void aDryRunDoesNotWaitForEverForATableInUse() throws SQLException {
        var dryRun = setup.with(Duration.ofMillis(300)).with(Mode.VALIDATE);
        try (var writer = database.connect()) {
            writer.setAutoCommit(false);
            Sql.run(writer, "LOCK TABLE activities IN ACCESS EXCLUSIVE MODE");
            var refused = assertThrows(MigrationRefused.class, dryRun::start);
            says(refused.getMessage(), "A table is in use", "holds activities");
        }
    }

    @Test
    void killedInTheMiddleTheDatabaseIsUnchangedAndTheNextStartMigrates() throws Exception {
        stopTheChange();
        var before = database.snapshot();
        var child = MigrationChild.start(database, backups);
        waitUntilTheChangeIsStopped();
        child.destroyForcibly().waitFor(5, TimeUnit.MINUTES);
        assertFalse(child.isAlive());
        waitUntilTheServerHasNoticed();
        letTheChangeGoOn();
        database.run("DROP TABLE dcs_books.flyway_schema_history");
        assertEquals(before, database.snapshot());
        assertTrue(setup.start().migrated());
        assertEquals(238, database.number("SELECT count(dcs_book_id) FROM activities"));
    }

    @Test
    void toldToStopInTheMiddleItRollsBackAndTidiesUp() throws Exception {
        stopTheChange();
        var before = database.snapshot();
        var child = MigrationChild.start(database, backups);
        waitUntilTheChangeIsStopped();
        child.destroy();
        assertTrue(child.waitFor(45, TimeUnit.SECONDS), "it goes on");
        waitUntilTheServerHasNoticed();
        assertEquals(before, database.snapshot());
        assertEquals(0, backups.toFile().list().length, "a backup was left behind");
        letTheChangeGoOn();
        assertTrue(setup.start().migrated());
    }

    @Test
    void toldToStopDuringTheBackupItTakesPgDumpAlong() throws Exception {
        var before = database.snapshot();
        var programs =
                programs("cd $(dirname $0); echo $$ > pid.new && mv pid.new pid; exec sleep 60");
        var child = MigrationChild.start(database, backups, programs);
        while (!Files.exists(programs.resolve("pid"))) {
            Thread.sleep(50);
        }
        child.destroy();
        assertTrue(child.waitFor(45, TimeUnit.SECONDS), "it goes on");
        var pid = Long.parseLong(Files.readString(programs.resolve("pid")).strip());
        assertFalse(
                ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false), "pg_dump lives");
        waitUntilTheServerHasNoticed();
        assertEquals(before, database.snapshot());
        assertEquals(0, backups.toFile().list().length);
    }

    /** A directory with a pg_dump that does this instead of a dump. */
    private Path programs(String script) throws IOException {
        var dump =
                Files.writeString(
                        elsewhere.resolve("pg_dump"),
                        "#!/bin/sh\ncase \"$*\" in *--version*|*--schema-only*) exec pg_dump"
                                + " \"$@\";; esac\n"
                                + script);
        var restore =
                Files.writeString(
                        elsewhere.resolve("pg_restore"), "#!/bin/sh\nexec pg_restore \"$@\"");
        for (var program : List.of(dump, restore)) {
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        }
        return elsewhere;
    }

    /** Lets the change sleep when it has converted all tables and dropped books. */
    private void stopTheChange() {
        database.run(
                """
                CREATE FUNCTION halt() RETURNS event_trigger LANGUAGE plpgsql AS '
                BEGIN
                    IF to_regclass(''dcs_books.book_id_map'') IS NOT NULL THEN
                        -- Not where it is only tried.
                        IF EXISTS (SELECT FROM dcs_books.book_id_map) THEN
                            PERFORM pg_sleep(60);
                        END IF;
                    END IF;
                END';
                CREATE EVENT TRIGGER halt ON ddl_command_end
                WHEN TAG IN ('DROP TYPE') EXECUTE FUNCTION halt()
                """);
    }

    private void letTheChangeGoOn() {
        database.run("DROP EVENT TRIGGER halt");
    }

    private void waitUntilTheChangeIsStopped() throws InterruptedException {
        while (database.number(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND"
                                + " query LIKE 'DROP TYPE%' AND datname = current_database()")
                == 0) {
            Thread.sleep(50);
        }
    }

    private void waitUntilTheServerHasNoticed() throws InterruptedException {
        while (migrationSessions() > 0) {
            Thread.sleep(50);
        }
    }

    private long migrationSessions() {
        return database.number(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'dcs-books%'"
                        + " AND datname = current_database()");
    }

    /** A start in a process of its own, which can be killed. */
    static final class MigrationChild {

        private MigrationChild() {}

        static Process start(TestDatabase database, Path... paths) throws IOException {
            var java = ProcessHandle.current().info().command().orElse("java");
            var command =
                    new ArrayList<>(
                            List.of(
                                    java,
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    MigrationChild.class.getName(),
                                    database.url()));
            Stream.of(paths).map(Path::toString).forEach(command::add);
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }

        public static void main(String[] arguments) {
            var setup =
                    TestSetup.of(new TestDatabase("", arguments[0]), Path.of(arguments[1]))
                            .with(Duration.ofMinutes(1));
            (arguments.length > 2 ? setup.withPrograms(Path.of(arguments[2])) : setup).start();
        }
    }
}
