package org.dreamlms.books.activity.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.UUID;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.page.SameJson;
import org.dreamlms.books.rows.ConfigFile;
import org.dreamlms.books.rows.LmsToken;
import org.dreamlms.books.standin.Fault;
import org.dreamlms.books.standin.OddJson;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.Test;

/** The import of a book's activities: what has players and is in config.json is in the database. */
@ExpectedLog({"activity.imports", "page"})
@QuarkusTest
public class ImportTest extends ImportsTest {

    @Inject AgroalDataSource database;

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

    /** On the way into the database and out of it, to the last digit. */
    @Test
    void anActivityIsSentAsItIsInTheConfig() {
        var odd = new OddJson(new Random(4));
        var activities = new ArrayList<String>();
        var sections = new StringJoiner(",");
        for (int i = 0; i < 60; i++) {
            var activity = "{\"type\":\"circle\",\"x\":%s}".formatted(odd.value(3));
            activities.add(activity);
            sections.add("{\"activity\":" + activity + "}");
        }
        var config =
                "{\"modules\":[{\"name\":\"M\",\"pages\":[{\"page_number\":8,\"sections\":[%s]}]}]}"
                        .formatted(sections);
        dcs.files().put(dcs.folder(book).orElseThrow() + "/config.json", StandInFile.of(config));
        run().statusCode(200).body("created", equalTo(60));
        run().statusCode(200).body("unchanged", equalTo(60));
        for (var path : List.of("/activities", "/pages/8/activities?module_name=M")) {
            var answer =
                    given().noFilters()
                            .auth()
                            .oauth2(LmsToken.of(admin))
                            .get("/books/" + book + path)
                            .then()
                            .statusCode(200)
                            .extract()
                            .asString();
            var sent = SameJson.fields(answer, "config_json");
            assertThat(sent).hasSize(60);
            for (int i = 0; i < 60; i++) {
                SameJson.assertSame(sent.get(i), activities.get(i));
            }
        }
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
    void whatOthersWroteSinceTheLastImportIsNoticed() throws SQLException {
        var config = page().activity("circle", "One").activity("markwithx", "Two");
        rows.activity(book, "circle", 1);
        assertThat(isWrittenByOthers()).as("never imported").isFalse();
        config.of(book, dcs);
        run().statusCode(200);
        assertThat(isWrittenByOthers()).as("own rows").isFalse();
        run().statusCode(200);
        assertThat(isWrittenByOthers()).as("unchanged rows").isFalse();
        rows.activity(book, "circle", 2);
        assertThat(isWrittenByOthers()).as("a new row").isTrue();
        run().statusCode(200);
        assertThat(isWrittenByOthers()).as("noticed once").isFalse();
    }

    private boolean isWrittenByOthers() throws SQLException {
        try (var connection = database.getConnection()) {
            return ActivityWrites.isWrittenByOthers(connection, book);
        }
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
}
