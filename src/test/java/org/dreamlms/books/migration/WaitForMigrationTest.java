package org.dreamlms.books.migration;

import static org.dreamlms.books.migration.Refusals.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.dreamlms.books.LogLines;
import org.dreamlms.books.Settings;
import org.dreamlms.books.Settings.Migration.Mode;
import org.dreamlms.books.Settings.Migration.Then;
import org.dreamlms.books.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever leaves the database to others waits for it; time passes as the tests want it. */
@Tag("migration")
class WaitForMigrationTest {

    private static final String OTHERS = "CREATE TABLE activities (id integer)";

    @TempDir Path backups;

    private final LogLines log = LogLines.of(WaitForMigration.class.getName());
    private final TestClock clock = new TestClock();
    private final List<Runnable> meanwhile = new ArrayList<>();
    private int pauses;

    @AfterEach
    void leave() {
        log.close();
    }

    private Outcome start(Mode mode, Then then, Supplier<MigrationDatabase> database) {
        var settings = new Waits(mode, then);
        return new WaitForMigration(
                        settings,
                        clock,
                        time -> {
                            clock.advance(time);
                            if (pauses < meanwhile.size()) {
                                meanwhile.get(pauses).run();
                            }
                            pauses++;
                        })
                .until(() -> of(database.get()).with(mode).start());
    }

    private TestSetup of(MigrationDatabase database) {
        return TestSetup.of(TestServer.empty(), backups).with(database);
    }

    private static TestDatabase legacy() {
        return TestServer.legacy().run(LegacyRows.FIFTEEN_BOOKS);
    }

    private static MigrationDatabase nobody() {
        try (var socket = new ServerSocket(0)) {
            var url = "jdbc:postgresql://localhost:" + socket.getLocalPort() + "/lms";
            return TestDatabase.direct(url, "postgres", null);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoWaitsForTheMigrationGoesOnWhenAnotherHasMigrated() {
        var database = legacy();
        meanwhile.add(() -> {});
        meanwhile.add(() -> TestSetup.of(database, backups).start());
        assertTrue(start(Mode.OFF, Then.END, database::direct).migrated());
        assertEquals(2, pauses);
        assertEquals(1, log.lines().size(), "said once");
        says(log.lines().get(0), "Waiting for the database", "is not migrated");
    }

    @Test
    void whoWaitsForTheMigrationSaysWhenTheReasonChanges() {
        var database = legacy();
        var found = new ArrayList<>(List.of(nobody(), database.direct()));
        meanwhile.add(() -> found.remove(0));
        meanwhile.add(() -> TestSetup.of(database, backups).start());
        assertTrue(start(Mode.OFF, Then.END, () -> found.get(0)).migrated());
        assertEquals(2, log.lines().size());
        says(log.lines().get(0), "cannot be reached");
        says(log.lines().get(1), "is not migrated");
    }

    @Test
    void whoWaitsGivesUpAfterItsTime() {
        var database = legacy();
        var refused =
                assertThrows(
                        MigrationRefused.class, () -> start(Mode.OFF, Then.END, database::direct));
        says(refused.getMessage(), "is not migrated");
        assertEquals(Waits.FOR.dividedBy(WaitForMigration.PAUSE), pauses);
    }

    @Test
    void aServiceWaitsForADatabaseThatCannotBeReached() {
        var database = legacy();
        TestSetup.of(database, backups).start();
        var found = new ArrayList<>(List.of(nobody(), database.direct()));
        meanwhile.add(() -> found.remove(0));
        assertTrue(start(Mode.OFF, Then.SERVE, () -> found.get(0)).migrated());
        assertEquals(1, pauses);
    }

    /** The look at the database has one connection, Flyway another, and only the first is free. */
    @Test
    void aServiceWaitsForAConnectionThatFlywayCanNotHave() {
        var database = legacy();
        TestSetup.of(database, backups).start();
        database.run(
                "CREATE ROLE crowded LOGIN CONNECTION LIMIT 1; GRANT USAGE ON SCHEMA dcs_books"
                        + " TO crowded; GRANT SELECT ON ALL TABLES IN SCHEMA public, dcs_books TO"
                        + " crowded");
        var url = database.url().replace("user=postgres", "user=crowded");
        meanwhile.add(() -> database.run("ALTER ROLE crowded CONNECTION LIMIT -1"));
        var crowded = TestDatabase.direct(url, "crowded", null);
        assertTrue(start(Mode.OFF, Then.SERVE, () -> crowded).migrated());
        assertEquals(1, pauses);
        says(log.lines().get(0), "history of migrations", "too many connections");
    }

    @Test
    void aServiceIsRefusedAtOnceByADatabaseThatIsNotMigrated() {
        var database = legacy();
        assertThrows(MigrationRefused.class, () -> start(Mode.OFF, Then.SERVE, database::direct));
        assertEquals(0, pauses);
    }

    /** A server that answers says what is wrong, and waiting mends none of it. */
    @Test
    void nobodyWaitsForAnotherPasswordOrAnotherDatabase() {
        TestServer.requirePassword("patient", "secret");
        var wrong = TestDatabase.direct(TestServer.url("postgres"), "patient", "wrong");
        var missing = TestDatabase.direct(TestServer.url("no_such_database"), "postgres", null);
        for (var database : List.of(wrong, missing, TestServer.empty().run(OTHERS).direct())) {
            assertThrows(MigrationRefused.class, () -> start(Mode.OFF, Then.END, () -> database));
        }
        assertEquals(0, pauses);
    }

    @Test
    void aMigrationDoesNotWait() {
        assertThrows(
                MigrationRefused.class,
                () -> start(Mode.MIGRATE, Then.END, WaitForMigrationTest::nobody));
        assertEquals(0, pauses);
    }

    private record Waits(Mode mode, Then then) implements Settings.Migration {

        static final Duration FOR = Duration.ofMinutes(1);

        @Override
        public Duration lockTimeout() {
            return Duration.ofSeconds(15);
        }

        @Override
        public Duration waitForOther() {
            return FOR;
        }

        @Override
        public Strictness unknownBooks() {
            return Strictness.OFF;
        }
    }
}
