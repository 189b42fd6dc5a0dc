package org.dreamlms.books.migration;

import static org.dreamlms.books.migration.Refusals.says;
import static org.dreamlms.books.migration.Refusals.untouched;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.dreamlms.books.Settings.Migration.Mode;
import org.dreamlms.books.db.Sql;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The LMS's schema may have any name, and may be named in each of the ways that there are. */
@Tag("migration")
class SchemaNameTest {

    private static final String NAME = "\u00d6\u011frenme \"A\", b.c";

    @TempDir Path backups;

    @ParameterizedTest
    @CsvSource({"UTF8, currentSchema", "UTF8, options", "LATIN5, database", "LATIN5, role"})
    void oddNamesAreFound(String encoding, String way) {
        var database = TestServer.emptyIn(encoding);
        var name = Sql.name(NAME);
        database.run("CREATE SCHEMA " + name)
                .run(
                        "SET search_path = %s;".formatted(name)
                                + TestServer.resource("db/migration/V1__legacy_schema.sql")
                                + LegacyRows.FIFTEEN_BOOKS);
        var setup =
                TestSetup.of(database, backups)
                        .with(TestDatabase.direct(url(database, way), null, null));
        assertEquals(List.of(), setup.with(Mode.VALIDATE).start().unproven());
        assertTrue(setup.start().migrated());
        assertTrue(setup.with(Mode.OFF).start().migrated());
        assertEquals(
                238, database.number("SELECT count(dcs_book_id) FROM " + name + ".activities"));
        assertEquals(
                NAME, database.text("SELECT report ->> 'schema' FROM dcs_books.migration_report"));
    }

    @Test
    void aNameThatTheServerCannotKnowIsExplained() {
        var database = TestServer.emptyIn("LATIN5").run("CREATE SCHEMA " + Sql.name(NAME));
        var setup =
                TestSetup.of(database, backups)
                        .with(TestDatabase.direct(url(database, "currentSchema"), null, null));
        says(untouched(database, setup), "does not exist", "ALTER ROLE … SET search_path");
    }

    private static String url(TestDatabase database, String way) {
        var name = Sql.name(NAME);
        switch (way) {
            case "currentSchema":
                return database.url() + "&currentSchema=" + encoded(name);
            case "options":
                var escaped = name.replaceAll("[\\\\ ]", "\\\\$0");
                return database.url() + "&options=" + encoded("-c search_path=" + escaped);
            case "database":
                database.run(
                        "ALTER DATABASE %s SET search_path = %s".formatted(database.name(), name));
                return database.url();
            default:
                var role = "role_of_" + database.name();
                database.run(
                        "CREATE ROLE %1$s SUPERUSER LOGIN; ALTER ROLE %1$s SET search_path = %2$s"
                                .formatted(role, name));
                return database.url().replace("user=postgres", "user=" + role);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
