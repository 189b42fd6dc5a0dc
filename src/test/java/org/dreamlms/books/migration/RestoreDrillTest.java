package org.dreamlms.books.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dreamlms.books.migration.backup.ClientEnvironment;
import org.dreamlms.books.migration.backup.ClientProgram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** The way back, walked: migrate, restore the backup into a new database, find all as it was. */
@Tag("migration")
class RestoreDrillTest {

    @TempDir Path backups;

    @Test
    void everyTableComesBackByteForByte() throws Exception {
        var database =
                TestServer.legacy()
                        .run(
                                LegacyRows.FIFTEEN_BOOKS
                                        + "CREATE TABLE diary (id int, note text);"
                                        + "INSERT INTO diary VALUES (1, E'two\\nlines\\t\\\\'), (2,"
                                        + " NULL)");
        var tables = database.tables();
        var before = bytes(database, tables);
        var shape = database.snapshot();

        var report = TestSetup.of(database, backups).start().report().orElseThrow();
        assertNotEquals(shape, database.snapshot());

        var restored = restore(Path.of(report.getJsonObject("backup").getString("file")));
        assertEquals(before.keySet(), bytes(restored, tables).keySet());
        before.forEach(
                (table, content) -> assertEquals(content, uncheckedBytes(restored, table), table));
        restored.run("DROP TABLE dcs_books.flyway_schema_history");
        assertEquals(shape, restored.snapshot());
    }

    @Test
    void theRestoredDatabaseCanBeMigratedAgain() throws Exception {
        var database = TestServer.legacy().run(LegacyRows.FIFTEEN_BOOKS);
        var report = TestSetup.of(database, backups).start().report().orElseThrow();
        var restored = restore(Path.of(report.getJsonObject("backup").getString("file")));
        assertTrue(TestSetup.of(restored, backups.resolve("second")).start().migrated());
        assertEquals(database.rows("activities"), restored.rows("activities"));
    }

    private static TestDatabase restore(Path backup) throws SQLException {
        var restored = TestServer.empty();
        var result =
                new ClientProgram("pg_restore", java.util.Optional.empty())
                        .run(
                                List.of(
                                        "--exit-on-error",
                                        "--dbname=" + restored.name(),
                                        backup.toString()),
                                environment(restored));
        assertEquals(0, result.exitCode(), result.errors());
        return restored;
    }

    private static Map<String, String> environment(TestDatabase restored) throws SQLException {
        try (var connection = restored.direct().open()) {
            return ClientEnvironment.of(restored.direct().source(), connection);
        }
    }

    private static TreeMap<String, String> bytes(TestDatabase database, List<String> tables) {
        var all = new TreeMap<String, String>();
        tables.forEach(table -> all.put(table, uncheckedBytes(database, table)));
        return all;
    }

    private static String uncheckedBytes(TestDatabase database, String table) {
        try (var connection = database.connect()) {
            var out = new ByteArrayOutputStream();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "COPY (SELECT * FROM "
                                    + table
                                    + " ORDER BY 1) TO STDOUT (FORMAT"
                                    + " binary)",
                            out);
            return out.toString(StandardCharsets.ISO_8859_1);
        } catch (SQLException | java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
