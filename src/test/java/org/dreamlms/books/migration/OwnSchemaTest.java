package org.dreamlms.books.migration;

import static org.dreamlms.books.migration.Refusals.says;
import static org.dreamlms.books.migration.Refusals.untouched;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.Settings.Migration.Mode;
import org.dreamlms.books.db.OwnSchema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service's own tables are in a schema of their own. */
@ExpectedLog("migration.check.Preflight")
@Tag("migration")
class OwnSchemaTest {

    private static final String TABLES =
            "SELECT c.oid::regclass::text FROM pg_class c WHERE relkind = 'r' AND relname IN"
                    + " ('flyway_schema_history', 'migration_report', 'book_id_map', 'dcs_events',"
                    + " 'activity_imports', 'reference_audits') ORDER BY 1";

    @TempDir Path backups;

    private final TestDatabase database = TestServer.legacy().run(LegacyRows.FIFTEEN_BOOKS);

    @AfterEach
    void asItWas() {
        OwnSchema.use("dcs_books");
    }

    private TestSetup setup() {
        return TestSetup.of(database, backups);
    }

    private static List<String> in(String schema) {
        return List.of(
                schema + "activity_imports",
                schema + "book_id_map",
                schema + "dcs_events",
                schema + "flyway_schema_history",
                schema + "migration_report",
                schema + "reference_audits");
    }

    @Test
    void nothingOfOursIsAmongTheLmssTables() {
        setup().start();
        assertEquals(in("dcs_books."), database.texts(TABLES));
    }

    @Test
    void theSchemaMayHaveAnotherName() {
        OwnSchema.use("Mine");
        setup().start();
        assertEquals(in("\"Mine\"."), database.texts(TABLES));
        assertTrue(setup().with(Mode.OFF).start().migrated());
    }

    @Test
    void itMayBeTheLmssAndThoseOfEarlierVersionsMove() {
        OwnSchema.use("public");
        setup().start();
        assertEquals(in(""), database.texts(TABLES));
        OwnSchema.use("dcs_books");
        var off = assertThrows(MigrationRefused.class, () -> setup().with(Mode.OFF).start());
        says(off.getMessage(), "dcs_events is still in schema public");
        var dryRun = setup().with(Mode.VALIDATE).start();
        says(dryRun.summary(), "will do it");
        assertEquals(in(""), database.texts(TABLES));
        assertTrue(setup().start().migrated());
        assertEquals(in("dcs_books."), database.texts(TABLES));
        assertEquals(15, database.number("SELECT count(*) FROM dcs_books.book_id_map"));
        assertTrue(setup().with(Mode.OFF).start().report().isPresent());
    }

    @Test
    void whoMayNotCreateItIsToldBefore() {
        var owner = TestServer.ownerOf(database);
        database.run("ALTER DATABASE " + database.name() + " OWNER TO postgres");
        database.run("GRANT CREATE ON SCHEMA public TO " + owner.user());
        var setup = setup().with(owner.direct());
        says(untouched(database, setup), "no right to create schema dcs_books");
        database.run("CREATE SCHEMA dcs_books AUTHORIZATION " + owner.user());
        assertTrue(setup.start().migrated());
    }

    @Test
    void anotherLmsOfTheDatabaseNeedsAnother() {
        setup().start();
        database.run("CREATE SCHEMA second; SET search_path = second")
                .run(
                        "SET search_path = second;"
                                + TestServer.resource("db/migration/V1__legacy_schema.sql"));
        var second =
                setup().with(
                                TestDatabase.direct(
                                        database.url() + "&currentSchema=second", null, null));
        says(assertThrows(MigrationRefused.class, second::start).getMessage(), "DCS_BOOKS_SCHEMA");
        OwnSchema.use("dcs_books_2");
        assertTrue(second.start().migrated());
        OwnSchema.use("dcs_books");
        assertTrue(setup().with(Mode.OFF).start().migrated());
    }

    @Test
    void anEarlierVersionThatRanAgainAfterTheMoveIsSaidSo() {
        OwnSchema.use("public");
        setup().start();
        OwnSchema.use("dcs_books");
        setup().start();
        database.run(
                """
                CREATE TABLE flyway_schema_history AS TABLE dcs_books.flyway_schema_history;
                CREATE TABLE dcs_events (x int)
                """);
        says(
                assertThrows(MigrationRefused.class, () -> setup().start()).getMessage(),
                "again in schema public",
                "dcs_events");
    }

    @Test
    void whoHasRightsOnAMovedTableHasThemStill() {
        OwnSchema.use("public");
        setup().start();
        var reader = "reader_of_" + database.name();
        database.run("CREATE ROLE " + reader + "; GRANT SELECT ON dcs_events TO " + reader);
        OwnSchema.use("dcs_books");
        setup().start();
        database.run("SET ROLE " + reader + "; SELECT count(*) FROM dcs_books.dcs_events");
    }

    @Test
    void aMigratedDatabaseThatWasChangedSinceIsRefused() {
        setup().start();
        database.run("ALTER TABLE book_assignments DROP CONSTRAINT uq_book_assignment");
        for (var mode : List.of(Mode.MIGRATE, Mode.VALIDATE)) {
            var changed = setup().with(mode);
            says(
                    assertThrows(MigrationRefused.class, changed::start).getMessage(),
                    "uq_book_assignment is not there");
        }
    }

    @Test
    void namesThatAreNoneAreRefused() {
        for (var name : List.of("", "pg_mine", "a.b", "1st", "a\"b", "x".repeat(64))) {
            assertThrows(IllegalArgumentException.class, () -> OwnSchema.use(name), name);
        }
    }
}
