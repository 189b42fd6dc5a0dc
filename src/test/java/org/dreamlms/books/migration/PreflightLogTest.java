package org.dreamlms.books.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.dreamlms.books.LogLines;
import org.dreamlms.books.Settings.Migration.Mode;
import org.dreamlms.books.migration.check.Preflight;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads while the database is checked. */
@Tag("migration")
class PreflightLogTest {

    @TempDir Path backups;

    private final LogLines log = LogLines.of(Preflight.class.getName());
    private final List<String> lines = log.lines();

    @AfterEach
    void leave() {
        log.close();
    }

    private void validate(String sql) {
        TestSetup.of(TestServer.legacy().run(sql), backups).with(Mode.VALIDATE).start();
    }

    @Test
    void aGoodDatabaseHasATickForEveryCheckBetweenTheBanners() {
        validate(LegacyRows.FIFTEEN_BOOKS);
        assertEquals("STARTING PRE-MIGRATION VALIDATION", lines.get(0));
        assertEquals("[1/40] Checking books without dream_storage_id …", lines.get(1));
        assertEquals("✓ none", lines.get(2));
        assertEquals(40, lines.stream().filter(line -> line.startsWith("✓ ")).count());
        assertEquals("PRE-MIGRATION VALIDATION PASSED", lines.get(lines.size() - 1));
    }

    @Test
    void aBadOneShowsTheFirstFiveRowsAndTheCount() {
        var books = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            books.append(LegacyRows.book("Book " + i, "x" + i));
        }
        assertThrows(MigrationRefused.class, () -> validate(books.toString()));
        var crosses = lines.stream().filter(line -> line.startsWith("✗ ")).toList();
        assertEquals(1, crosses.size());
        assertTrue(crosses.get(0).contains("in plain digits (7):"));
        assertEquals(1 + 5 + 1, crosses.get(0).lines().count());
        assertTrue(crosses.get(0).endsWith("… and 2 more"));
        // The others would change something.
        var checks = lines.stream().filter(line -> line.startsWith("[")).toList();
        assertEquals("[32/40]", checks.get(checks.size() - 1).split(" ")[0]);
    }
}
