package org.dreamlms.books.migration;

import static org.dreamlms.books.migration.Refusals.says;
import static org.dreamlms.books.migration.Refusals.untouched;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.Settings.Migration.Mode;
import org.dreamlms.books.db.Sql;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule or a trigger that changes or drops what the migration writes is found and named. */
@ExpectedLog("migration.check.Preflight")
@Tag("migration")
class WriteProofTest {

    private static final String REVISION =
            """
            CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);
            INSERT INTO alembic_version VALUES ('1294713df196');
            CREATE TABLE notes (t text);
            CREATE FUNCTION f_drop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
            CREATE FUNCTION f_keep() RETURNS trigger LANGUAGE plpgsql
                AS 'BEGIN NEW.version_num = OLD.version_num; RETURN NEW; END';
            CREATE FUNCTION f_undo() RETURNS trigger LANGUAGE plpgsql AS '
                BEGIN
                    IF pg_trigger_depth() = 1 THEN
                        UPDATE alembic_version SET version_num = OLD.version_num;
                    END IF;
                    RETURN NULL;
                END';
            CREATE FUNCTION f_note() RETURNS trigger LANGUAGE plpgsql
                AS 'BEGIN INSERT INTO notes VALUES (NEW.version_num); RETURN NULL; END';
            """;

    @TempDir Path backups;

    private final TestDatabase database = TestServer.legacy().run(LegacyRows.FIFTEEN_BOOKS);

    private TestSetup setup() {
        return TestSetup.of(database, backups);
    }

    private TestSetup dryRun() {
        return setup().with(Mode.VALIDATE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE RULE x_stamp AS ON UPDATE TO alembic_version DO INSTEAD NOTHING",
                "CREATE RULE x_stamp AS ON UPDATE TO alembic_version DO INSTEAD"
                        + " UPDATE schools SET name = name",
                "CREATE TRIGGER x_stamp BEFORE UPDATE ON alembic_version FOR EACH ROW"
                        + " EXECUTE FUNCTION f_drop()",
                "CREATE TRIGGER x_stamp BEFORE UPDATE ON alembic_version FOR EACH ROW"
                        + " EXECUTE FUNCTION f_keep()",
                "CREATE CONSTRAINT TRIGGER x_stamp AFTER UPDATE ON alembic_version DEFERRABLE"
                        + " INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION f_undo()"
            })
    void aRevisionThatDoesNotStayIsRefused(String sql) {
        database.run(REVISION + sql);
        says(untouched(database, dryRun()), "alembic_version does not stay", "x_stamp");
        says(untouched(database, setup()), "alembic_version does not stay", "x_stamp");
    }

    @Test
    void aTriggerThatOnlyNotesIsNoHindrance() {
        database.run(
                REVISION
                        + "CREATE TRIGGER x_note AFTER UPDATE ON alembic_version FOR EACH ROW"
                        + " EXECUTE FUNCTION f_note()");
        assertEquals(List.of(), dryRun().start().unproven());
        assertEquals("0", database.text("SELECT count(*) FROM notes"));
        assertTrue(setup().start().migrated());
        assertEquals("72e10c4c221a", database.text("SELECT version_num FROM alembic_version"));
        assertEquals("72e10c4c221a", database.text("SELECT t FROM notes"));
    }

    /** As audit tools do, which put a trigger on each new table. */
    @ParameterizedTest
    @ValueSource(strings = {"book_id_map", "migration_report", "flyway_schema_history"})
    void aRowOfOurOwnThatDoesNotStayIsRefused(String table) {
        database.run(
                """
                CREATE FUNCTION f_drop() RETURNS trigger LANGUAGE plpgsql
                    AS 'BEGIN RETURN NULL; END';
                CREATE FUNCTION f_watch() RETURNS event_trigger LANGUAGE plpgsql AS '
                    DECLARE new text;
                    BEGIN
                        FOR new IN
                            SELECT object_identity FROM pg_event_trigger_ddl_commands()
                            WHERE object_identity ~ ''[.]%s$''
                        LOOP
                            EXECUTE ''CREATE TRIGGER x_watch BEFORE INSERT ON '' || new
                                || '' FOR EACH ROW EXECUTE FUNCTION public.f_drop()'';
                        END LOOP;
                    END';
                CREATE EVENT TRIGGER x_tables ON ddl_command_end WHEN TAG IN ('CREATE TABLE')
                    EXECUTE FUNCTION f_watch();
                """
                        .formatted(table));
        says(untouched(database, dryRun()), table + " does not stay", "trigger x_watch");
        says(untouched(database, setup()), table + " does not stay", "trigger x_watch");
    }

    /** A database that an earlier version has migrated: its history is there already. */
    @Test
    void aHistoryThatTakesNoMoreRowsIsRefused() {
        setup().start();
        database.run(
                """
                DELETE FROM dcs_books.flyway_schema_history WHERE version = '6';
                DROP TABLE dcs_books.reference_audits;
                CREATE RULE x_history AS ON INSERT TO dcs_books.flyway_schema_history
                    DO INSTEAD NOTHING;
                """);
        var before = database.snapshot();
        for (var start : List.of(dryRun(), setup())) {
            says(
                    assertThrows(MigrationRefused.class, start::start).getMessage(),
                    "flyway_schema_history does not stay",
                    "x_history");
            assertEquals(before, database.snapshot());
        }
    }

    /** Although the tables are in use, so that the change itself cannot be tried. */
    @Test
    void whatCouldNotBeTakenBackIsRefused() throws SQLException {
        database.run(
                """
                CREATE FUNCTION f_nodrop() RETURNS event_trigger LANGUAGE plpgsql
                    AS 'BEGIN RAISE EXCEPTION ''x_nodrop''; END';
                CREATE EVENT TRIGGER x_nodrop ON ddl_command_start WHEN TAG IN ('DROP TABLE')
                    EXECUTE FUNCTION f_nodrop();
                """);
        try (var reader = database.connect()) {
            reader.setAutoCommit(false);
            Sql.run(reader, "SELECT FROM activities");
            says(untouched(database, dryRun()), "not dropped again", "x_nodrop");
            says(untouched(database, setup()), "not dropped again", "x_nodrop");
        }
    }

    @Test
    void aGeneratedColumnIsNamedWhereverItIsInTheWay() {
        database.run(
                "ALTER TABLE activities ADD x_generated text GENERATED ALWAYS AS (book_id::text)"
                        + " STORED");
        var message = untouched(database, dryRun());
        for (var reason : message.lines().filter(line -> line.startsWith("  - ")).toList()) {
            says(reason, "activities.x_generated");
        }
    }
}
