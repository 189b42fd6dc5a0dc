package org.dreamlms.books.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One book '4' with 53 activities, no assignments: the smallest real installation. */
class SmallDatabaseTest {

    @TempDir Path backups;

    @Test
    void becomesDcsIds() throws Exception {
        var database = TestServer.legacy().run(TestServer.resource("standin/demo-legacy.sql"));
        var setup = TestSetup.of(database, backups);

        var start = System.nanoTime();
        var outcome = setup.start();
        var seconds = (System.nanoTime() - start) / 1e9;

        assertTrue(outcome.migrated());
        assertEquals("2", outcome.version().orElseThrow());
        assertEquals(53, database.number("SELECT count(*) FROM activities WHERE dcs_book_id = 4"));
        assertFalse(database.has("books"));
        assertEquals(
                "00000000-0000-4000-8000-000000000100 4 BRAINS",
                database.text(
                        "SELECT concat_ws(' ', legacy_id, dcs_book_id, title) FROM book_id_map"));
        try (var files = Files.list(backups)) {
            var names = files.map(p -> p.getFileName().toString()).toList();
            assertEquals(1, names.size());
            assertTrue(names.get(0).matches("pre_books_to_dcs_ids_\\d{8}_\\d{6}\\.dump"));
        }
        System.out.println("seconds " + seconds + "\n" + outcome.report().get().encodePrettily());
    }
}
