package org.dreamlms.books.migration;

import static org.dreamlms.books.migration.Refusals.says;
import static org.dreamlms.books.migration.Refusals.untouched;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Others at work at the same time: replicas, the LMS, and whoever pulls the plug. */
@Timeout(120)
class ManyAtOnceTest {

    @TempDir Path backups;

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
        assertEquals(1, database.number("SELECT count(*) FROM migration_report"));
        assertEquals(
                1,
                database.number("SELECT count(*) FROM flyway_schema_history WHERE version = '2'"));
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
    void killedInTheMiddleTheDatabaseIsUnchangedAndTheNextStartMigrates() throws Exception {
        var before = database.snapshot();
        try (var reader = database.connect()) {
            reader.setAutoCommit(false);
            Sql.number(reader, "SELECT count(*) FROM book_assignments");
            var child = MigrationChild.start(database, backups);
            waitUntilTheChangeIsStopped();
            child.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            assertFalse(child.isAlive());
            waitUntilTheServerHasNoticed();
        }
        database.run("DROP TABLE flyway_schema_history");
        assertEquals(before, database.snapshot());
        assertTrue(setup.start().migrated());
        assertEquals(238, database.number("SELECT count(dcs_book_id) FROM activities"));
    }

    /** By then two tables are changed, and the third waits for the reader. */
    private void waitUntilTheChangeIsStopped() throws InterruptedException {
        while (database.number(
                        "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation ="
                                + " 'book_assignments'::regclass AND mode = 'AccessExclusiveLock'")
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

        static Process start(TestDatabase database, Path backups) throws IOException {
            var java = ProcessHandle.current().info().command().orElse("java");
            return new ProcessBuilder(
                            List.of(
                                    java,
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    MigrationChild.class.getName(),
                                    database.url(),
                                    backups.toString()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }

        public static void main(String[] arguments) {
            TestSetup.of(new TestDatabase("", arguments[0]), Path.of(arguments[1]))
                    .with(Duration.ofMinutes(1))
                    .start();
        }
    }
}
