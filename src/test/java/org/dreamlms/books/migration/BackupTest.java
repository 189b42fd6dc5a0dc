package org.dreamlms.books.migration;

import static org.dreamlms.books.migration.Refusals.says;
import static org.dreamlms.books.migration.Refusals.untouched;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.Settings;
import org.dreamlms.books.migration.backup.BackupNames;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No backup, no migration: each way in which a backup can fail is told apart. */
@ExpectedLog({
    "migration.check.Preflight",
    "org.flywaydb.core.internal.command.DbMigrate",
    "migration.V2__BooksToDcsIds"
})
@Tag("migration")
class BackupTest {

    /** All but the dump itself is as ever. */
    private static final String REHEARSAL =
            "case \"$*\" in *--version*|*--schema-only*) exec pg_dump \"$@\";; esac\n";

    @TempDir Path backups;
    @TempDir Path programs;

    private final TestDatabase database = TestServer.legacy().run(LegacyRows.FIFTEEN_BOOKS);

    @BeforeEach
    void passThrough() throws IOException {
        program("pg_dump", "exec pg_dump \"$@\"");
        program("pg_restore", "exec pg_restore \"$@\"");
    }

    private void program(String name, String script) throws IOException {
        var file = programs.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private TestSetup setup() {
        return TestSetup.of(database, backups).withPrograms(programs);
    }

    @Test
    void missingPrograms() throws IOException {
        Files.delete(programs.resolve("pg_dump"));
        says(untouched(database, setup()), "pg_dump cannot be run", "DCS_BOOKS_BACKUP_PROGRAMS");
    }

    @Test
    void programsTooOldForTheServer() throws IOException {
        program("pg_dump", "echo 'pg_dump (PostgreSQL) 9.6.24'");
        says(untouched(database, setup()), "9 is too old for PostgreSQL 15");
    }

    @Test
    void aDirectoryThatCannotBeWritten() throws IOException {
        var file = Files.writeString(programs.resolve("a-file"), "");
        var setup = TestSetup.of(database, file.resolve("below"));
        says(untouched(database, setup), "cannot be written", "DCS_BOOKS_BACKUP_DIRECTORY");
    }

    @Test
    void aDumpThatFails() throws IOException {
        program("pg_dump", REHEARSAL + "echo 'disk full' >&2; exit 1");
        says(untouched(database, setup()), "pg_dump failed: disk full");
    }

    @Test
    void aDumpThatIsCutOff() throws IOException {
        program(
                "pg_dump",
                REHEARSAL
                        + """
                pg_dump "$@"
                for a; do case $a in --file=*) f=${a#--file=};; esac; done
                truncate -s -2000 "$f"
                """);
        says(untouched(database, setup()), "pg_restore cannot read what pg_dump wrote");
    }

    @Test
    void thePasswordIsInTheEnvironmentOnly() throws IOException {
        program(
                "pg_dump",
                "echo \"$@\" >> "
                        + programs
                        + "/arguments; case $1 in --version) ;; *) echo \"$PGPASSWORD\" > "
                        + programs
                        + "/password;; esac; exec pg_dump \"$@\"");
        var direct = TestDatabase.direct(database.url(), "postgres", "s3cret:\\pass");
        setup().with(direct).start();
        assertFalse(Files.readString(programs.resolve("arguments")).contains("s3cret"));
        assertEquals("s3cret:\\pass", Files.readString(programs.resolve("password")).strip());
        assertFalse(direct.toString().contains("s3cret"));
        assertFalse(
                database.text("SELECT report::text FROM dcs_books.migration_report")
                        .contains("s3cret"));
    }

    @Test
    void aPasswordThatPgDumpIsRefusedWith() throws IOException {
        program(
                "pg_dump",
                "case $1 in --version) exec pg_dump --version;; esac; echo 'pg_dump: error: password"
                        + " authentication failed for user \"x\"' >&2; exit 1");
        says(untouched(database, setup()), "pg_dump failed:", "password authentication failed");
    }

    @Test
    void aDatabaseThatCannotBeReached() {
        var wrong = TestDatabase.direct("jdbc:postgresql://127.0.0.1:1/x", "locked", "wrong");
        says(untouched(database, setup().with(wrong)), "The database cannot be reached");
    }

    @Test
    void skippingIsPossibleWhenSaidSo() throws IOException {
        Files.delete(programs.resolve("pg_dump"));
        var outcome = setup().with(Settings.Backup.Mode.SKIP).start();
        assertTrue(outcome.report().orElseThrow().getString("backup").contains("skipped by"));
        try (var files = Files.list(backups)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void aFailureAfterTheBackupTakesItAway() throws IOException {
        database.run(
                "CREATE FUNCTION stop() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN IF"
                        + " to_regclass(''dcs_books.book_id_map'') IS NOT NULL THEN IF EXISTS (SELECT FROM"
                        + " book_id_map) THEN RAISE EXCEPTION ''not today''; END IF; END IF; END';"
                        + " CREATE EVENT TRIGGER stop ON sql_drop WHEN"
                        + " TAG IN ('DROP TYPE') EXECUTE FUNCTION stop()");
        says(untouched(database, setup()), "rolled back", "not today");
    }

    @Test
    void whatKilledDumpsHaveLeftIsDeletedFirst() throws IOException {
        var mine = "pre_books_to_dcs_ids_" + database.name();
        var left = file(mine + "_20261101_080000_123.dump.partial");
        var done = file(mine + "_20261101_080000_123.dump");
        var others = file("upload.partial");
        setup().with(Settings.Migration.Mode.VALIDATE).start();
        assertTrue(Files.exists(left), "a dry run deletes nothing");
        setup().start();
        assertFalse(Files.exists(left));
        assertTrue(Files.exists(done) && Files.exists(others));
    }

    @Test
    void whatAnotherDatabaseIsDumpedIntoIsLeftAlone() throws IOException {
        var mine = "pre_books_to_dcs_ids_" + database.name();
        var others =
                List.of(
                        file(mine + "1_20261101_080000_123.dump.partial"),
                        file(mine + "_copy_20261101_080000_123.dump.partial"),
                        file(mine + "_20260101_000000_000_20261101_080000_123.dump.partial"),
                        file("pre_books_to_dcs_ids_lms_20261101_080000_123.dump.partial"));
        setup().start();
        assertTrue(others.stream().allMatch(Files::exists));
    }

    private Path file(String name) throws IOException {
        return Files.writeString(backups.resolve(name), "x");
    }

    @Test
    void whateverADatabaseIsCalledItsBackupIsAFile() {
        var begun = Instant.parse("2026-11-01T08:00:00.123Z");
        var files =
                Stream.of("lms", "LMS 2/../x", "LMS_2*..*x", "école", "%", "+", " ", "x".repeat(63))
                        .map(name -> new BackupNames(name).finished(backups, begun))
                        .toList();
        assertEquals(
                backups.resolve("pre_books_to_dcs_ids_lms_20261101_080000_123.dump"), files.get(0));
        assertEquals(files.size(), Set.copyOf(files).size(), "two are the same");
        for (var file : files) {
            assertEquals(backups, file.getParent());
            assertTrue(file.getFileName().toString().matches("[\\w.%+-]{1,250}"), file.toString());
        }
        assertTrue(new BackupNames("a.b").isPartial(partial("a.b", begun)));
        assertFalse(new BackupNames("a.b").isPartial(partial("axb", begun)));
    }

    private Path partial(String name, Instant begun) {
        return BackupNames.partial(new BackupNames(name).finished(backups, begun));
    }

    @Test
    void aDumpOfAnotherDatabase() throws IOException {
        var twin = TestServer.legacy().run(LegacyRows.FIFTEEN_BOOKS);
        program("pg_dump", REHEARSAL + "PGDATABASE=" + twin.name() + " exec pg_dump \"$@\"");
        says(untouched(database, setup()), "pg_dump failed:", "snapshot");
    }

    @Test
    void aDumpWithoutTheRows() throws IOException {
        program("pg_dump", REHEARSAL + "exec pg_dump --exclude-table-data=activities \"$@\"");
        says(untouched(database, setup()), "no data of public.activities", "238 rows");
    }

    @Test
    void aDumpWithFewerRows() throws IOException {
        program(
                "pg_restore",
                "case $1 in --version) exec pg_restore --version;; esac; pg_restore \"$@\" | sed"
                        + " '/^COPY public.assignments /{n;d}'");
        says(untouched(database, setup()), "41 rows of public.assignments", "42 rows");
    }

    @Test
    void rowsAreCountedWhateverIsInThem() throws IOException {
        database.run(
                "UPDATE activities SET title = E'\\\\.\\nCOPY public.books (id) FROM stdin;\\n'");
        assertTrue(setup().start().migrated());
    }

    @Test
    void onlyTheServerThatAnsweredIsDumped() throws IOException {
        program(
                "pg_dump",
                "echo \"$PGHOST:$PGPORT\" >> " + programs + "/hosts; exec pg_dump \"$@\"");
        var url = database.url().replace("//localhost:", "//127.0.0.1:1,localhost:");
        assertTrue(url.contains("127.0.0.1:1,"), url);
        setup().with(TestDatabase.direct(url, null, null)).start();
        assertFalse(Files.readString(programs.resolve("hosts")).contains("127.0.0.1"));
    }

    @Test
    void theReportSaysWhichProgramMadeIt() {
        var backup = setup().start().report().orElseThrow().getJsonObject("backup");
        says(backup.getString("program"), "pg_dump (PostgreSQL)");
    }

    @Test
    void aNewerProgramIsAWarningThatSaysHowToRestore() throws IOException {
        for (var name : new String[] {"pg_dump", "pg_restore"}) {
            program(
                    name,
                    "case $1 in --version) echo '"
                            + name
                            + " (PostgreSQL) 99.1';; *) exec "
                            + name
                            + " \"$@\";; esac");
        }
        says(setup().start().report().orElseThrow().encode(), "99 is newer", "--exit-on-error");
    }

    @Test
    void aPasswordThatIsReallyWrong() throws IOException {
        TestServer.requirePassword("locked", "right");
        var locked =
                TestDatabase.direct(
                        database.url().replace("user=postgres", "user=locked"), "locked", "right");
        program("pg_dump", REHEARSAL + "PGPASSWORD=wrong exec pg_dump \"$@\"");
        says(
                untouched(database, setup().with(locked)),
                "pg_dump failed:",
                "password authentication failed");
        program(
                "pg_dump",
                "case $1 in --version) ;; *) export PGPASSWORD=wrong;; esac; exec pg_dump \"$@\"");
        says(
                untouched(database, setup().with(locked).with(Settings.Migration.Mode.VALIDATE)),
                "password authentication failed",
                "pg_hba.conf");
        program("pg_dump", "exec pg_dump \"$@\"");
        assertTrue(setup().with(locked).start().migrated());
    }

    @Test
    void tablesThatTheUserMayNotReadAreFoundBefore() {
        TestServer.requirePassword("owner_only", "right");
        TestServer.run("postgres", "ALTER ROLE owner_only NOSUPERUSER");
        database.run(
                "DO 'DECLARE t text; BEGIN FOR t IN SELECT oid::regclass::text FROM pg_class WHERE"
                        + " relkind = ''r'' AND relnamespace = ''public''::regnamespace LOOP EXECUTE"
                        + " ''ALTER TABLE '' || t || '' OWNER TO owner_only''; END LOOP; END';"
                        + "GRANT CREATE ON SCHEMA public TO owner_only;"
                        + "CREATE TABLE alembic_version (version_num text);"
                        + "INSERT INTO alembic_version VALUES ('1294713df196');"
                        + "GRANT SELECT ON alembic_version TO owner_only; CREATE TABLE diary (n int);"
                        + "CREATE SEQUENCE numbers");
        var url = database.url().replace("user=postgres", "user=owner_only");
        says(
                untouched(database, setup().with(TestDatabase.direct(url, "owner_only", "right"))),
                "diary belongs to postgres",
                "numbers belongs to postgres",
                "no right to update alembic_version",
                "type bookstatus belongs to postgres");
    }

    @Test
    void rowsThatAPolicyHidesAreNotOverlooked() {
        TestServer.requirePassword("watched", "right");
        TestServer.run("postgres", "ALTER ROLE watched NOSUPERUSER");
        database.run(
                "CREATE TABLE secrets (n int); GRANT SELECT ON ALL TABLES IN SCHEMA public TO watched;"
                        + "ALTER TABLE activities ENABLE ROW LEVEL SECURITY");
        var url = database.url().replace("user=postgres", "user=watched");
        says(
                untouched(database, setup().with(TestDatabase.direct(url, "watched", "right"))),
                "could not be checked",
                "row-level security");
    }
}
