package org.dreamlms.books.migration;

import static org.dreamlms.books.migration.Refusals.says;
import static org.dreamlms.books.migration.Refusals.untouched;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.Settings.Migration.Mode;
import org.dreamlms.books.Settings.Migration.Strictness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** validate changes nothing, off changes nothing and starts only when all is done. */
@ExpectedLog("migration.check.Preflight")
@Tag("migration")
class ModesTest {

    @TempDir Path backups;

    private final TestDatabase database = TestServer.legacy().run(LegacyRows.FIFTEEN_BOOKS);
    private TestSetup setup;

    @BeforeEach
    void setUp() {
        setup = TestSetup.of(database, backups);
    }

    @Test
    void validateChangesNothing() {
        var before = database.snapshot();
        var outcome = setup.with(Mode.VALIDATE).start();
        assertFalse(outcome.migrated());
        assertTrue(outcome.summary().contains("Nothing was changed"));
        assertEquals(before, database.snapshot());
        assertEquals(List.of(), List.of(backups.toFile().list()));
    }

    @Test
    void validateOfAnEmptyDatabaseChangesNothing() {
        var empty = TestServer.empty();
        TestSetup.of(empty, backups).with(Mode.VALIDATE).start();
        assertEquals(List.of(), empty.tables());
    }

    @Test
    void validateRefusesWhatMigrateWould() {
        database.run("CREATE VIEW v AS SELECT * FROM books");
        says(untouched(database, setup.with(Mode.VALIDATE)), "view v");
    }

    @Test
    void offRefusesAnOldDatabase() {
        says(untouched(database, setup.with(Mode.OFF)), "is not migrated", "Run the migration");
    }

    @Test
    void offRefusesAnEmptyDatabase() {
        var empty = TestServer.empty();
        says(untouched(empty, TestSetup.of(empty, backups).with(Mode.OFF)), "is not migrated");
    }

    @Test
    void offStartsOnAMigratedOne() {
        assertEquals("migrated", setup.start().found());
        var before = database.snapshot();
        var outcome = setup.with(Mode.OFF).start();
        assertTrue(outcome.migrated());
        assertEquals("already", outcome.found());
        assertTrue(outcome.report().isPresent());
        assertEquals(before, database.snapshot());
    }

    @Test
    void offNoticesAMissingConstraint() {
        setup.start();
        database.run("ALTER TABLE book_assignments DROP CONSTRAINT uq_book_assignment");
        var refused = assertThrows(MigrationRefused.class, () -> setup.with(Mode.OFF).start());
        says(refused.getMessage(), "uq_book_assignment is not there");
    }

    @Test
    void undoSaysThatOnlyTheBackupLeadsBack() {
        setup.start();
        var refused = assertThrows(MigrationRefused.class, () -> setup.with(Mode.UNDO).start());
        says(refused.getMessage(), "cannot be undone", "pg_restore", backups.toString());
    }

    @Test
    void booksThatDcsDoesNotKnowAreAWarning() {
        var outcome = setup.with(Strictness.WARN, doubtful()).start();
        var lines = outcome.report().orElseThrow().getJsonArray("preflight");
        var last = lines.getJsonObject(lines.size() - 1);
        assertEquals(
                List.of("3 \"Book 3\" is unknown to DCS", "5 \"Book 5\" is archived in DCS"),
                last.getJsonArray("first").getList());
    }

    @Test
    void booksThatDcsDoesNotKnowRefuseWhenSaidSo() {
        says(untouched(database, setup.with(Strictness.REFUSE, doubtful())), "unknown to DCS");
    }

    @Test
    void dcsBeingDownIsAWarning() {
        KnownBooks down =
                ids -> {
                    throw new IllegalStateException("no answer");
                };
        assertTrue(setup.with(Strictness.WARN, down).start().migrated());
    }

    private static KnownBooks doubtful() {
        return ids -> new KnownBooks.Answer(Set.of(3, 99), Set.of(5));
    }
}
