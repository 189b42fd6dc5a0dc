package org.dreamlms.books.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.dreamlms.books.standin.StandInDcs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One book '4' with 53 activities and no assignments: the smallest real installation. */
@Tag("migration")
class SmallDatabaseTest {

    @TempDir static Path backups;

    private static TestDatabase database;
    private static Outcome outcome;
    private static JsonObject report;

    @BeforeAll
    static void migrate() {
        database = TestServer.legacy().run(TestServer.resource("standin/demo-legacy.sql"));
        outcome = TestSetup.of(database, backups).start();
        report = outcome.report().orElseThrow();
    }

    @Test
    void allActivitiesCarryTheDcsId() {
        assertEquals(
                List.of("4 53"),
                database.texts(
                        "SELECT dcs_book_id || ' ' || count(*) FROM activities GROUP BY"
                                + " dcs_book_id"));
    }

    /** Else the first import in dev mode would put others in their place. */
    @Test
    void theyStandWhereTheBookAtDcsHasThem() {
        var places = new ArrayList<String>();
        try (var dcs = StandInDcs.start(0)) {
            var config = dcs.files().get(dcs.folder(4).orElseThrow() + "/config.json");
            var book =
                    new JsonObject(config.orElseThrow().text())
                            .getJsonArray("books")
                            .getJsonObject(0);
            for (var module : objects(book, "modules")) {
                for (var page : objects(module, "pages")) {
                    var sections = objects(page, "sections");
                    for (int i = 0; i < sections.size(); i++) {
                        var activity = sections.get(i).getJsonObject("activity");
                        if (activity != null) {
                            places.add(
                                    "%s %d %d %s"
                                            .formatted(
                                                    module.getString("name"),
                                                    page.getInteger("page_number"),
                                                    i,
                                                    activity.getString("type")));
                        }
                    }
                }
            }
        }
        assertEquals(
                places,
                database.texts(
                        "SELECT concat_ws(' ', module_name, page_number, section_index,"
                                + " activity_type) FROM activities ORDER BY order_index"));
    }

    private static List<JsonObject> objects(JsonObject parent, String field) {
        return parent.getJsonArray(field).stream().map(JsonObject.class::cast).toList();
    }

    @Test
    void everyOtherColumnIsAsItWas() {
        assertEquals(
                List.of(
                        "circle 9",
                        "dragdroppicture 9",
                        "dragdroppicturegroup 9",
                        "markwithx 9",
                        "matchTheWords 9",
                        "puzzleFindWords 8"),
                database.texts(
                        "SELECT activity_type::text || ' ' || count(*) FROM activities GROUP BY"
                                + " activity_type ORDER BY 1"));
        assertEquals(
                53, database.number("SELECT count(DISTINCT config_json::text) FROM activities"));
    }

    @Test
    void booksAndItsEnumAreGone() {
        assertFalse(database.has("books"));
        assertEquals("t", database.text("SELECT to_regtype('bookstatus') IS NULL"));
    }

    @Test
    void theOldIdIsKeptInTheMap() {
        assertEquals(
                "00000000-0000-4000-8000-000000000100 4 BRAINS",
                database.text(
                        "SELECT concat_ws(' ', legacy_id, dcs_book_id, title) FROM dcs_books.book_id_map"));
    }

    @Test
    void theBackupIsThereAndNobodyElseReadsIt() throws Exception {
        var file = Path.of(report.getJsonObject("backup").getString("file"));
        assertTrue(
                file.getFileName()
                        .toString()
                        .matches(
                                "pre_books_to_dcs_ids_"
                                        + database.name()
                                        + "_\\d{8}_\\d{6}_\\d{3}\\.dump"));
        assertEquals(Files.size(file), report.getJsonObject("backup").getLong("bytes"));
        assertEquals(64, report.getJsonObject("backup").getString("sha256").length());
        assertEquals(
                PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
    }

    @Test
    void theReportCountsBeforeAndAfter() {
        var activities = report.getJsonObject("tables").getJsonObject("activities");
        assertEquals(53, activities.getInteger("rows_before"));
        assertEquals(53, activities.getInteger("rows_after"));
        assertEquals(
                activities.getString("checksum_before"), activities.getString("checksum_after"));
        var book = report.getJsonArray("books").getJsonObject(0);
        assertEquals(4, book.getInteger("dcs_book_id"));
        assertEquals("BRAINS", book.getString("title"));
        assertEquals(
                new JsonObject().put("before", 1).put("after", 1),
                new JsonObject(book.getJsonObject("assignments").encode()));
        assertEquals(1, report.getInteger("books_dropped"));
    }

    @Test
    void theLogEndsWithTheNumbers() {
        Refusals.says(
                outcome.summary(),
                "THE DATABASE IS MIGRATED",
                "activities: 53 rows before, 53 after",
                "books dropped: 1",
                "sha256");
    }
}
