package org.dreamlms.books.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What every refusal has in common: a reason, and an untouched database. */
final class Refusals {

    private Refusals() {}

    /** The message of a start that must refuse, after the database was found as it was before. */
    static String untouched(TestDatabase database, TestSetup setup) {
        var before = database.snapshot();
        var refused = assertThrows(MigrationRefused.class, setup::start);
        assertEquals(before, database.snapshot());
        assertFalse(
                database.has("dcs_books.flyway_schema_history"), "Flyway's table was left behind");
        assertNoBackup(setup.directory());
        return refused.getMessage();
    }

    static void says(String message, String... parts) {
        for (var part : parts) {
            assertTrue(message.contains(part), () -> "»" + part + "« is missing in:\n" + message);
        }
    }

    private static void assertNoBackup(Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (var files = Files.list(directory)) {
            assertEquals(0, files.count(), "a backup of an unchanged database was left behind");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
