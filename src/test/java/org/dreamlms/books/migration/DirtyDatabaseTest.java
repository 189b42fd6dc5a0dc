package org.dreamlms.books.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.Settings.Migration.Mode;
import org.dreamlms.books.db.Sql;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The law for databases as they come: what the dry run passes, migrates, with every row and every
 * object that is not ours as it was; what it refuses is left to the byte, with the reason named;
 * and after a kill the next start ends well or says the same.
 *
 * <p>src/bench/dirty.sh makes many more of them: {@code dirty.count}, {@code dirty.seed}, {@code
 * dirty.kill} (each how manieth is killed; 0: none), {@code dirty.report}.
 */
@ExpectedLog({"migration.check.Preflight", "migration.V2__BooksToDcsIds"})
@Tag("migration")
class DirtyDatabaseTest {

    private static final int POINTS = 20;
    private static final String MAP =
            """
            SELECT concat_ws(' ', count(*), sum(hashtextextended(t.id || ' ' || %s, 0)::numeric))
            FROM %s t %s
            """;

    @TempDir Path backups;

    private final TreeMap<String, Integer> figures = new TreeMap<>();

    /** How long a start of its own takes, to be killed at some point of it; an average. */
    private long millis = 4000;

    private int killed;

    @Test
    void whatTheDryRunSaysIsTrue() throws Exception {
        var count = Integer.getInteger("dirty.count", 20);
        var seed = Long.getLong("dirty.seed", 20261130);
        var kill = Integer.getInteger("dirty.kill", 0);
        makeTablespace();
        var broken = new StringBuilder();
        for (var i = 0; i < count; i++) {
            try (var dirty = new DirtyDatabase(seed + i, backups)) {
                var verdict = verdict(dirty, kill > 0 && i % kill == 0);
                figures.merge(verdict, 1, Integer::sum);
                tell(seed + i + ": " + verdict + ": " + dirty);
            } catch (AssertionError | RuntimeException | SQLException e) {
                figures.merge("BROKEN", 1, Integer::sum);
                broken.append("\nseed ").append(seed + i).append(": ").append(e);
                tell(seed + i + ": BROKEN: " + e);
            }
        }
        tell("figures: " + figures);
        assertTrue(broken.isEmpty(), broken::toString);
    }

    private static void makeTablespace() throws SQLException {
        try (var connection = TestServer.connect("postgres")) {
            Sql.run(connection, "SET allow_in_place_tablespaces = on");
            Sql.run(connection, "CREATE TABLESPACE dirty_space LOCATION ''");
        }
    }

    private static void tell(String line) throws IOException {
        var report = System.getProperty("dirty.report");
        if (report != null) {
            Files.writeString(
                    Path.of(report),
                    line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    private String verdict(DirtyDatabase dirty, boolean kill) throws Exception {
        var setup =
                TestSetup.of(dirty.database, backups)
                        .with(TestDatabase.direct(dirty.url(), null, null))
                        .with(Duration.ofMillis(500));
        var before = Contents.of(dirty.database);
        List<String> unproven;
        try {
            unproven = setup.with(Mode.VALIDATE).start().unproven();
        } catch (MigrationRefused e) {
            assertEquals(
                    List.of(), before.differences(Contents.of(dirty.database)), dirty::toString);
            named(dirty, e);
            return "dry run 1";
        }
        assertEquals(List.of(), before.differences(Contents.of(dirty.database)), dirty::toString);
        var ids =
                dirty.kind.isLegacy()
                        ? ids(
                                dirty.database,
                                "b.dream_storage_id::int",
                                "JOIN books b ON b.id = t.book_id")
                        : ids(dirty.database, "t.dcs_book_id", "");
        if (kill && !dirty.isInUse()) {
            kill(dirty);
        }
        try {
            assertTrue(setup.start().migrated());
        } catch (MigrationRefused e) {
            assertTrue(
                    dirty.isInUse() && e.getMessage().contains("in use"),
                    () -> dirty + ": " + e.getMessage());
            assertEquals(
                    List.of(), before.differences(Contents.of(dirty.database)), dirty::toString);
            return "dry run 2, then refused";
        }
        assertEquals(List.of(), before.wrongs(Contents.of(dirty.database)), dirty::toString);
        assertEquals(ids, ids(dirty.database, "t.dcs_book_id", ""), dirty::toString);
        assertNoPartial(dirty);
        return (unproven.isEmpty() ? "dry run 0, migrated" : "dry run 2, migrated")
                + (kill ? " after a kill" : "");
    }

    /** Each reason of a refusal is on account of something that was drawn. */
    private static void named(DirtyDatabase dirty, MigrationRefused refused) {
        var reasons = List.of(refused.getMessage().split("\n  - "));
        for (var reason : reasons.subList(reasons.size() > 1 ? 1 : 0, reasons.size())) {
            assertTrue(
                    dirty.mutations.stream()
                            .map(dirty::token)
                            .anyMatch(t -> !t.isEmpty() && reason.contains(t)),
                    () -> dirty + " is refused without its reason: " + reason);
        }
    }

    private static List<String> ids(TestDatabase database, String id, String join) {
        return BookTable.ALL.stream()
                .map(table -> database.text(MAP.formatted(id, table.table(), join)))
                .collect(Collectors.toList());
    }

    private void assertNoPartial(DirtyDatabase dirty) throws IOException {
        if (Files.isDirectory(backups)) {
            try (var files = Files.list(backups)) {
                assertEquals(
                        List.of(),
                        files.filter(file -> file.toString().endsWith(".partial"))
                                .filter(
                                        file ->
                                                file.toString()
                                                        .contains(dirty.database.name() + "_"))
                                .toList());
            }
        }
    }

    /** At one of twenty points of the time that a start takes. */
    private void kill(DirtyDatabase dirty) throws Exception {
        var child = ManyAtOnceTest.MigrationChild.start(new TestDatabase("", dirty.url()), backups);
        var begun = System.nanoTime();
        var point = killed++ % POINTS;
        if (child.waitFor(millis * (point + 1) / POINTS, TimeUnit.MILLISECONDS)) {
            millis = (millis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)) / 2;
        }
        child.destroyForcibly().waitFor();
        // Every other time the next start meets what the dead one has left at work.
        while (killed % 2 == 0
                && dirty.database.number(
                                "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE"
                                        + " 'dcs-books%' AND datname = current_database()")
                        > 0) {
            Thread.sleep(20);
        }
    }
}
