package org.dreamlms.books.migration;

import static org.dreamlms.books.migration.Refusals.says;
import static org.dreamlms.books.migration.Refusals.untouched;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.dreamlms.books.Settings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The LMS's tables need not be in schema public. */
@Tag("migration")
class SchemaTest {

    @TempDir Path backups;

    private final TestDatabase database =
            TestServer.empty()
                    .run(
                            "CREATE SCHEMA \"Lms 1\"; SET search_path = \"Lms 1\";"
                                    + TestServer.resource("db/migration/V1__legacy_schema.sql")
                                    + LegacyRows.FIFTEEN_BOOKS);

    private TestSetup in(String schema) {
        return TestSetup.of(database, backups)
                .with(TestDatabase.direct(database.url() + "&currentSchema=" + schema, null, null));
    }

    @Test
    void theUrlNamesIt() {
        assertTrue(in("%22Lms%201%22").start().migrated());
        assertEquals(238, database.number("SELECT count(dcs_book_id) FROM \"Lms 1\".activities"));
        assertTrue(database.has("dcs_books.flyway_schema_history"));
        assertTrue(database.has("dcs_books.migration_report"));
        assertFalse(database.has("public.flyway_schema_history"));
        assertFalse(database.has("\"Lms 1\".books"));
    }

    @Test
    void theRolesSearchPathNamesIt() {
        database.run("ALTER DATABASE " + database.name() + " SET search_path = public, \"Lms 1\"");
        assertTrue(TestSetup.of(database, backups).start().migrated());
        assertTrue(database.has("dcs_books.flyway_schema_history"));
    }

    @Test
    void withoutANameItIsNotGuessed() {
        says(untouched(database, TestSetup.of(database, backups)), "Lms 1", "currentSchema");
    }

    @Test
    void oneThatDoesNotExistIsSaidSo() {
        says(untouched(database, in("nowhere")), "does not exist");
    }

    @Test
    void somebodyElsesBooksBeforeOursConfuseNobody() {
        database.run(
                "ALTER DATABASE "
                        + database.name()
                        + " SET search_path = public, \"Lms 1\";"
                        + "CREATE TABLE public.books (isbn text); CREATE TYPE public.bookstatus AS"
                        + " ENUM ('lent'); CREATE TABLE public.loans (s public.bookstatus)");
        var setup = TestSetup.of(database, backups);
        setup.with(Settings.Migration.Mode.VALIDATE).start();
        assertTrue(setup.start().migrated());
        assertTrue(setup.with(Settings.Migration.Mode.OFF).start().migrated());
        assertTrue(setup.start().migrated());
        assertTrue(database.has("public.books"));
        assertEquals("t", database.text("SELECT to_regtype('public.bookstatus') IS NOT NULL"));
        assertFalse(database.has("\"Lms 1\".books"));
    }

    @Test
    void somebodyElsesBooksBehindOursConfuseNobody() {
        database.run(
                "ALTER DATABASE "
                        + database.name()
                        + " SET search_path = \"Lms 1\", public;"
                        + "CREATE TABLE public.books (isbn text); CREATE TABLE"
                        + " public.migration_report (x int)");
        var setup = TestSetup.of(database, backups);
        assertTrue(setup.start().migrated());
        assertTrue(setup.with(Settings.Migration.Mode.OFF).start().migrated());
        assertTrue(database.has("public.books"));
    }

    @Test
    void tablesThatHideOursFromTheServiceAreRefused() {
        database.run(
                "ALTER DATABASE "
                        + database.name()
                        + " SET search_path = public, \"Lms 1\"; CREATE TABLE public.activities (x"
                        + " int)");
        says(
                untouched(database, TestSetup.of(database, backups)),
                "public.activities",
                "currentSchema");
    }

    @Test
    void anEmptySchemaBesideStrangersIsOursOnlyWhenNamed() {
        var shared =
                TestServer.empty().run("CREATE SCHEMA app; CREATE TABLE app.invoices (id int)");
        says(untouched(shared, TestSetup.of(shared, backups)), "app.invoices", "JDBC URL right");
        var named = TestDatabase.direct(shared.url() + "&currentSchema=public", null, null);
        assertTrue(TestSetup.of(shared, backups).with(named).start().migrated());
    }
}
