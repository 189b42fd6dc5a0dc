package org.dreamlms.books.migration;

import static org.dreamlms.books.migration.Refusals.says;
import static org.dreamlms.books.migration.Refusals.untouched;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.Settings.Migration.Mode;
import org.dreamlms.books.db.Sql;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dry run does what the migration will do, and says what it could not try. */
@ExpectedLog("migration.check.Preflight")
@Tag("migration")
class DryRunTest {

    @TempDir Path backups;

    private final TestDatabase database = TestServer.legacy().run(LegacyRows.FIFTEEN_BOOKS);

    private TestSetup dryRun() {
        return TestSetup.of(database, backups).with(Mode.VALIDATE);
    }

    private void passesAndMigrates(TestSetup setup) {
        var before = database.snapshot();
        assertEquals(List.of(), setup.with(Mode.VALIDATE).start().unproven());
        assertEquals(before, database.snapshot());
        assertTrue(setup.start().migrated());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "DROP TABLE, ddl_command_start",
        "CREATE INDEX, ddl_command_end",
        "ALTER TABLE, ddl_command_end",
        "ALTER TABLE, table_rewrite",
        "DROP TYPE, sql_drop",
        "CREATE TABLE, ddl_command_start"
    })
    void anEventTriggerThatForbidsAStepIsFoundBefore(String tag, String event) {
        database.run(
                """
                CREATE FUNCTION forbid() RETURNS event_trigger LANGUAGE plpgsql
                    AS 'BEGIN RAISE EXCEPTION ''not here''; END';
                CREATE EVENT TRIGGER guard ON %s WHEN TAG IN ('%s') EXECUTE FUNCTION forbid()
                """
                        .formatted(event, tag));
        says(untouched(database, dryRun()), "not here", "function forbid()");
    }

    @Test
    void aLargeObjectOfAnotherRoleIsNamed() {
        var owner = TestServer.ownerOf(database);
        var object = database.text("SELECT lo_create(0)");
        var setup = dryRun().with(owner.direct());
        says(untouched(database, setup), "large object " + object + " belongs to postgres");
        database.run("GRANT SELECT ON LARGE OBJECT " + object + " TO " + owner.user());
        passesAndMigrates(setup.with(Mode.MIGRATE));
    }

    @Test
    void theDryRunNeedsAsManyConnectionsAsTheMigration() {
        var owner = TestServer.ownerOf(database);
        var setup = TestSetup.of(database, backups).with(owner.direct());
        database.run("ALTER ROLE " + owner.user() + " CONNECTION LIMIT 4");
        says(untouched(database, setup.with(Mode.VALIDATE)), "may have 4", "CONNECTION LIMIT");
        database.run("ALTER ROLE " + owner.user() + " CONNECTION LIMIT 5");
        passesAndMigrates(setup);
    }

    @Test
    void aPasswordFileThatTheDriverReadsIsReadForPgDump() throws Exception {
        var user = "filed_" + database.name();
        TestServer.requirePassword(user, "s:e");
        var file = backups.resolve("pgpass");
        Files.writeString(file, "*:*:*:" + user + ":s\\:e\n");
        var property = "org.postgresql.pgpassfile";
        System.setProperty(property, file.toString());
        try {
            var url = database.url().replaceAll("\\?.*", "?user=" + user);
            passesAndMigrates(
                    TestSetup.of(database, backups.resolve("dumps"))
                            .with(TestDatabase.direct(url, null, null)));
        } finally {
            System.clearProperty(property);
        }
    }

    @Test
    void autosaveIsNoExcuse() {
        passesAndMigrates(
                TestSetup.of(database, backups)
                        .with(
                                TestDatabase.direct(
                                        database.url() + "&autosave=conservative", null, null)));
    }

    @Test
    void whatIsInUseIsNotProven() throws SQLException {
        try (var writer = database.connect()) {
            writer.setAutoCommit(false);
            Sql.run(writer, "UPDATE activities SET title = 'mine' WHERE page_number = 1");
            var outcome = dryRun().start();
            assertEquals(2, outcome.unproven().size(), outcome.summary());
            says(outcome.summary(), "not proven here", "in use", "holds activities");
        }
        assertEquals(List.of(), dryRun().start().unproven());
    }

    @Test
    void aDumpThatIsCutOffIsNotProven() throws Exception {
        says(dryRun().withDryRunLimit(Duration.ZERO).start().summary(), "only the schema was read");
        var slow = Files.createDirectory(backups.resolve("programs"));
        for (var program : List.of("pg_dump", "pg_restore")) {
            var script = slow.resolve(program);
            Files.writeString(
                    script,
                    """
                    #!/bin/sh
                    case "$*" in *--snapshot*) exec sleep 600; esac
                    PATH=$PATH:/usr/lib/postgresql/15/bin exec %s "$@"
                    """
                            .formatted(program));
            assertTrue(script.toFile().setExecutable(true));
        }
        var cutOff = dryRun().withPrograms(slow).withDryRunLimit(Duration.ofMillis(50)).start();
        says(cutOff.summary(), "whether pg_dump comes to its end");
    }

    @Test
    void whatIsMigratedAlreadyNeedsNoTrial() {
        TestSetup.of(database, backups).start();
        var outcome = dryRun().start();
        assertTrue(outcome.migrated());
        assertEquals(List.of(), outcome.unproven());
    }

    @Test
    void anEmptyDatabaseAndOneWithoutLaterVersionsAreTriedToo() {
        var empty = TestServer.empty();
        var emptyRun = TestSetup.of(empty, backups).with(Mode.VALIDATE).start();
        assertEquals(List.of(), emptyRun.unproven());
        assertEquals(List.of(), empty.tables());
        TestSetup.of(empty, backups).start();
        empty.run(
                """
                DELETE FROM dcs_books.flyway_schema_history WHERE version IN ('5', '6');
                DROP TABLE dcs_books.dcs_events;
                DROP TABLE dcs_books.activity_imports;
                DROP TABLE dcs_books.reference_audits
                """);
        var before = empty.snapshot();
        var outcome = TestSetup.of(empty, backups).with(Mode.VALIDATE).start();
        assertEquals(List.of(), outcome.unproven());
        says(outcome.summary(), "will do it");
        assertEquals(before, empty.snapshot());
    }
}
