package org.dreamlms.books.activity.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import org.dreamlms.books.rows.ConfigFile;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.Test;

/** Activities keep their ids as long as it can be told which is which. */
@QuarkusTest
public class ImportMatchTest extends ImportsTest {

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
    void whatIsPutBeforeOthersTakesNobodysResults() {
        imported(page().activity("circle", "One").activity("circle", "Two"), 2, 0, 0, 0);
        var one = id("One");
        var two = id("Two");
        var homework = rows.assignment(teacher, book, one, two);
        imported(
                page().activity("circle", "New")
                        .activity("circle", "One")
                        .activity("circle", "Two"),
                1,
                2,
                0,
                0);
        assertThat(id("One")).isEqualTo(one);
        assertThat(id("Two")).isEqualTo(two);
        // The first is deleted, moved elsewhere the second: what is in use stays.
        var moved = new ConfigFile().module("Renamed").page(20).activity("circle", "Two");
        imported(moved, 0, 1, 0, 1);
        assertThat(id("Two")).isEqualTo(two);
        assertThat(id("One")).isEqualTo(one);
        assertThat(id("New")).isNull();
        assertThat(
                        rows.text(
                                "SELECT count(*) FROM assignment_activities WHERE assignment_id = ?",
                                homework))
                .isEqualTo("2");
    }

    @Test
    void ofAConfigThatIsTooLargeToBeReadInWholeNothingIsDeleted() {
        imported(page().activity("circle", "One"), 1, 0, 0, 0);
        var large = new ConfigFile().module("M1");
        for (int number = 0; number < 5_001; number++) {
            large.page(number);
        }
        imported(large, 0, 0, 0, 0);
        run().body("kept.title", contains("One"));
        assertThat(id("One")).isNotNull();
    }

    @Test
    void theSoundOfAnActivityIsImportedWithIt() {
        dcs.files()
                .put(
                        dcs.folder(book).orElseThrow() + "/config.json",
                        StandInFile.of(
                                """
                                {"modules": [{"name": "M1", "pages": [{"page_number": 8, "sections": [
                                  {"activity": {"type": "circle", "headerText": "One"},
                                   "audio_extra": {"path": "./books/X/audio/1.mp3", "coords": {"x": 1}}}]}]}]}
                                """));
        run().statusCode(200).body("created", equalTo(1));
        given().get("/books/" + book + "/activities?include=config")
                .then()
                .body("[0].config_json.audio_extra.path", equalTo("./books/X/audio/1.mp3"));
        run().body("unchanged", equalTo(1));
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
}
