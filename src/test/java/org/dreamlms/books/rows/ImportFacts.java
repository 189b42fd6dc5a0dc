package org.dreamlms.books.rows;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.agroal.api.AgroalDataSource;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.dreamlms.books.api.Jdbc;
import org.dreamlms.books.standin.Fault;
import org.dreamlms.books.standin.StandInFile;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The import of a book's activities: rows keep their ids, and nothing in use is lost. */
abstract class ImportFacts extends RowsTest {

    private static final Logger LOG = Logger.getLogger(ImportFacts.class);

    @Inject AgroalDataSource database;

    private int book;

    @BeforeEach
    void aBook() {
        book = dcs.books().add("Imported book");
    }

    private static ConfigFile page() {
        return new ConfigFile().module("M1").page(8);
    }

    private ValidatableResponse run() {
        return given().post("/books/" + book + "/import-activities").then();
    }

    private void imported(ConfigFile config, int created, int updated, int same, int deleted) {
        config.of(book, dcs);
        run().statusCode(200)
                .body("book_id", equalTo(book))
                .body("created", equalTo(created))
                .body("updated", equalTo(updated))
                .body("unchanged", equalTo(same))
                .body("deleted", equalTo(deleted));
    }

    private UUID id(String title) {
        var id =
                rows.text(
                        "SELECT id FROM activities WHERE dcs_book_id = ? AND title = ?",
                        book,
                        title);
        return id == null ? null : UUID.fromString(id);
    }

    private String all() {
        return rows.text(
                "SELECT string_agg(a::text, chr(10) ORDER BY id) FROM activities a WHERE"
                        + " dcs_book_id = ?",
                book);
    }

    @Test
    void aNewBookBringsTheActivitiesThatHavePlayers() {
        imported(
                new ConfigFile()
                        .module("M1")
                        .page(8)
                        .activity("circle", "One")
                        .decoration()
                        .activity("puzzleFindWords", "Two")
                        .activity("fillpicture", "Nobody plays it")
                        .module("M2")
                        .page(9)
                        .activity("dragdroppicturegroup", "Three"),
                3,
                0,
                0,
                0);
        given().get("/books/" + book + "/activities?include=config")
                .then()
                .statusCode(200)
                .body("title", contains("One", "Two", "Three"))
                .body(
                        "activity_type",
                        contains("circle", "puzzleFindWords", "dragdroppicturegroup"))
                .body("order_index", contains(80, 82, 1090))
                .body("module_name", contains("M1", "M1", "M2"))
                .body("page_number", contains(8, 8, 9))
                .body("section_index", contains(0, 2, 0))
                .body("config_json.headerText", contains("One", "Two", "Three"));
    }

    @Test
    void unchangedRowsAreNotTouched() {
        var config = page().activity("circle", "One").activity("markwithx", "Two");
        imported(config, 2, 0, 0, 0);
        var before = all();
        imported(config, 0, 0, 2, 0);
        assertThat(all()).isEqualTo(before);
    }

    @Test
    void changedRowsKeepTheirIds() {
        imported(page().activity("circle", "One").activity("markwithx", "Two"), 2, 0, 0, 0);
        var one = id("One");
        var two = id("Two");
        imported(page().activity("circle", "Better").activity("markwithx", "Two"), 0, 1, 1, 0);
        assertThat(id("Better")).isEqualTo(one);
        assertThat(id("Two")).isEqualTo(two);
    }

    @Test
    void whatTheLmsWroteIsTheSameWhenItSaysTheSame() {
        rows.run(
                "INSERT INTO activities (id, dcs_book_id, dream_activity_id, activity_type, title,"
                        + " config_json, order_index, module_name, page_number, section_index,"
                        + " created_at, updated_at) VALUES (?, ?, 'of the LMS', 'circle', 'One',"
                        + " '{\"headerText\" : \"One\",\n \"type\":\"circle\"}', 80, 'M1', 8, 0,"
                        + " now(), now())",
                UUID.randomUUID(),
                book);
        var before = all();
        imported(page().activity("circle", "One"), 0, 0, 1, 0);
        assertThat(all()).isEqualTo(before);
    }

    @Test
    void whatIsGoneAndNotInUseIsDeleted() {
        imported(page().activity("circle", "One").activity("markwithx", "Two"), 2, 0, 0, 0);
        imported(page().activity("circle", "One"), 0, 0, 1, 1);
        assertThat(id("Two")).isNull();
    }

    @Test
    void whatAnAssignmentUsesStaysAndIsReported() {
        imported(
                page().activity("circle", "One").activity("circle", "Two").activity("circle", "3"),
                3,
                0,
                0,
                0);
        var used = id("Two");
        var assignment = rows.assignment(teacher, book, used);
        var single = rows.assignment(teacher, book);
        rows.run("UPDATE assignments SET activity_id = ? WHERE id = ?", id("3"), single);
        page().activity("circle", "One").of(book, dcs);
        run().body("deleted", equalTo(0))
                .body("kept", hasSize(2))
                .body("kept[0].id", equalTo(used.toString()))
                .body("kept.title", contains("Two", "3"))
                .body("kept[0].module_name", equalTo("M1"));
        assertThat(rows.text("SELECT count(*) FROM assignments")).isEqualTo("2");
        given().get("/assignments/" + assignment)
                .then()
                .statusCode(200)
                .body("activities.id", contains(used.toString()));
    }

    @Test
    void whatATableUsesThatWeDoNotKnowStays() {
        imported(page().activity("circle", "One").activity("circle", "Two"), 2, 0, 0, 0);
        rows.run(
                "CREATE TABLE student_answers (answered_activity uuid REFERENCES activities ON"
                        + " DELETE CASCADE)");
        try {
            rows.run("INSERT INTO student_answers VALUES (?)", id("Two"));
            page().of(book, dcs);
            run().body("deleted", equalTo(1)).body("kept.title", contains("Two"));
            assertThat(rows.text("SELECT count(*) FROM student_answers")).isEqualTo("1");
        } finally {
            rows.run("DROP TABLE student_answers");
        }
    }

    @Test
    void whatAnAssignmentIsAboutToUseIsWaitedForAndStays() throws Exception {
        imported(page().activity("circle", "One"), 1, 0, 0, 0);
        var one = id("One");
        var assignment = rows.assignment(teacher, book);
        page().of(book, dcs);
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Jdbc.update(
                    connection,
                    "INSERT INTO assignment_activities VALUES (?, ?, ?, 0)",
                    UUID.randomUUID(),
                    assignment,
                    one);
            var report = CompletableFuture.supplyAsync(this::run);
            Awaitility.await()
                    .until(() -> rows.text("SELECT 1 FROM pg_locks WHERE NOT granted") != null);
            connection.commit();
            connection.setAutoCommit(true);
            report.get().statusCode(200).body("deleted", equalTo(0)).body("kept", hasSize(1));
        }
        assertThat(id("One")).isEqualTo(one);
    }

    @Test
    void whatHasMovedOnItsPageKeepsItsId() {
        imported(page().activity("circle", "One").activity("markwithx", "Two"), 2, 0, 0, 0);
        var two = id("Two");
        imported(
                page().activity("circle", "One").decoration().activity("markwithx", "Two"),
                0,
                1,
                1,
                0);
        assertThat(id("Two")).isEqualTo(two);
        assertThat(rows.text("SELECT section_index FROM activities WHERE id = ?", two))
                .isEqualTo("2");
    }

    @Test
    void whatHasMovedElsewhereKeepsItsIdWhenConfigJsonNamesIt() {
        imported(
                page().activity("circle", "One", "a-1").activity("circle", "Two", "a-2"),
                2,
                0,
                0,
                0);
        var one = id("One");
        imported(
                new ConfigFile().module("New").page(30).activity("circle", "Moved", "a-1"),
                0,
                1,
                0,
                1);
        assertThat(id("Moved")).isEqualTo(one);
        assertThat(rows.text("SELECT dream_activity_id FROM activities WHERE id = ?", one))
                .isEqualTo("a-1");
    }

    @Test
    void anotherTypeIsAnotherActivity() {
        imported(page().activity("circle", "One"), 1, 0, 0, 0);
        var one = id("One");
        imported(page().activity("markwithx", "One"), 1, 0, 0, 1);
        assertThat(id("One")).isNotEqualTo(one);
    }

    @Test
    void typesWithoutAPlayerAreNeverRemoved() {
        if (rows.text(
                        "SELECT 1 FROM unnest(enum_range(null::activitytype)) t WHERE t::text ="
                                + " 'fillpicture'")
                == null) {
            rows.run("ALTER TYPE activitytype ADD VALUE 'fillpicture'");
        }
        rows.activity(book, "fillpicture", 1);
        imported(page().activity("circle", "One"), 1, 0, 0, 0);
        imported(page(), 0, 0, 0, 1);
        assertThat(id("Activity 1")).isNotNull();
    }

    @Test
    void typesThatTheDatabaseDoesNotKnowAreLeftOutAndReported() {
        rows.run("ALTER TYPE activitytype RENAME VALUE 'markwithx' TO 'of_later'");
        try {
            page().activity("circle", "One").activity("markwithx", "Two").of(book, dcs);
            run().statusCode(200)
                    .body("created", equalTo(1))
                    .body("unknown_types", contains("markwithx"));
            assertThat(id("One")).isNotNull();
            assertThat(id("Two")).isNull();
        } finally {
            rows.run("ALTER TYPE activitytype RENAME VALUE 'of_later' TO 'markwithx'");
        }
        run().statusCode(200).body("created", equalTo(1)).body("unknown_types", empty());
    }

    @Test
    void whatNobodyCanTellApartIsReportedAndLeftAsItIs() {
        var first = rows.activity(book, "circle", 1);
        var second = rows.activity(book, "circle", 2);
        var before = all();
        new ConfigFile().module("M1").page(1).activity("circle", "Which?").of(book, dcs);
        run().body("created", equalTo(0))
                .body("updated", equalTo(0))
                .body("deleted", equalTo(0))
                .body("kept", empty())
                .body("ambiguous", hasSize(1))
                .body("ambiguous[0].ids", contains(first.toString(), second.toString()))
                .body("ambiguous[0].in_config", equalTo(1))
                .body("ambiguous[0].module_name", equalTo("M1"))
                .body("ambiguous[0].page_number", equalTo(1))
                .body("ambiguous[0].section_index", equalTo(0))
                .body("ambiguous[0].activity_type", equalTo("circle"));
        assertThat(all()).isEqualTo(before);
    }

    @Test
    void modulesOfOneNameAreNoProblemAsLongAsNothingChanges() {
        var twice =
                new ConfigFile()
                        .module("Unit")
                        .page(1)
                        .activity("circle", "One")
                        .module("Unit")
                        .page(1)
                        .activity("circle", "Other");
        imported(twice, 2, 0, 0, 0);
        imported(twice, 0, 0, 2, 0);
    }

    @Test
    void textsThatDoNotFitAreCut() {
        var config =
                new ConfigFile()
                        .module("M".repeat(300))
                        .page(1)
                        .activity("circle", "ş\0" + "t".repeat(600));
        imported(config, 1, 0, 0, 0);
        imported(config, 0, 0, 1, 0);
    }

    @Test
    void withoutAGoodConfigNothingChanges() {
        imported(page().activity("circle", "One"), 1, 0, 0, 0);
        var before = all();
        var file = dcs.folder(book).orElseThrow() + "/config.json";
        dcs.files().put(file, StandInFile.of("{\"books\": ["));
        run().statusCode(502).body("detail", equalTo("config.json is invalid"));
        dcs.files().remove(file);
        run().statusCode(404).body("detail", equalTo("config.json not found"));
        dcs.faults().always("book", Fault.unavailable());
        run().statusCode(503);
        assertThat(all()).isEqualTo(before);
    }

    @Test
    void unknownBooksAndOddIdsAreRefused() {
        given().post("/books/999999/import-activities").then().statusCode(404);
        given().post("/books/0/import-activities").then().statusCode(400);
    }

    @Test
    void onlyAdminsAndSupervisorsMay() {
        page().of(book, dcs);
        var path = "/books/" + book + "/import-activities";
        given().auth().oauth2(LmsToken.of(teacherUser)).post(path).then().statusCode(403);
        given().auth().oauth2(LmsToken.of(admin)).post(path).then().statusCode(200);
        given().auth()
                .oauth2(LmsToken.of(rows.user("supervisor")))
                .post(path)
                .then()
                .statusCode(200);
    }

    @Test
    void anAnswerOlderThanWhatWasImportedIsNotImported() {
        imported(page().activity("circle", "One"), 1, 0, 0, 0);
        rows.run("UPDATE activity_imports SET asked_at = now() + interval '1 hour'");
        var before = all();
        page().of(book, dcs);
        run().statusCode(503)
                .header("Retry-After", "5")
                .body("detail", containsString("being imported by others"));
        assertThat(all()).isEqualTo(before);
    }

    @Test
    void importsOfOneBookAtOnceMakeEachActivityOnce() throws Exception {
        var config = page();
        for (int i = 0; i < 200; i++) {
            config.activity("circle", "Activity " + i);
        }
        config.of(book, dcs);
        var threads = Executors.newFixedThreadPool(8);
        try {
            var answers = new ArrayList<CompletableFuture<Integer>>();
            for (int i = 0; i < 8; i++) {
                answers.add(
                        CompletableFuture.supplyAsync(
                                () ->
                                        given().post("/books/" + book + "/import-activities")
                                                .statusCode(),
                                threads));
            }
            for (var answer : answers) {
                assertThat(answer.get()).isIn(List.of(200, 503));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(rows.text("SELECT count(*) FROM activities WHERE dcs_book_id = ?", book))
                .isEqualTo("200");
    }

    @Test
    void fiveThousandActivitiesTakeNoTime() {
        var config = config("Activity");
        config.of(book, dcs);
        run().statusCode(200);
        rows.run("DELETE FROM activities WHERE dcs_book_id = ?", book);
        var created = seconds(config, 5_000, 0, 0);
        var unchanged = seconds(config, 0, 0, 5_000);
        var updated = seconds(config("Changed"), 0, 5_000, 0);
        var deleted = System.nanoTime();
        imported(new ConfigFile().module("M1").page(1), 0, 0, 0, 5_000);
        LOG.infof(
                "5,000 activities: created in %.2f s, unchanged %.2f s, updated %.2f s, deleted %.2f"
                        + " s",
                created, unchanged, updated, (System.nanoTime() - deleted) / 1e9);
    }

    private double seconds(ConfigFile config, int created, int updated, int unchanged) {
        var start = System.nanoTime();
        imported(config, created, updated, unchanged, 0);
        return (System.nanoTime() - start) / 1e9;
    }

    private static ConfigFile config(String title) {
        var config = new ConfigFile();
        for (int module = 0; module < 10; module++) {
            config.module("M" + module);
            for (int page = 0; page < 50; page++) {
                config.page(page);
                for (int section = 0; section < 10; section++) {
                    config.activity("circle", title + " " + "with some words ".repeat(30));
                }
            }
        }
        return config;
    }
}
