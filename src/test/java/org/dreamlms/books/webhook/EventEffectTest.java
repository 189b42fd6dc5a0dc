package org.dreamlms.books.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.dreamlms.books.rows.ConfigFile;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.Test;

/** What events of DCS bring about. */
@QuarkusTest
public class EventEffectTest extends EventsTest {

    @Test
    void anUpdatedBookIsAnsweredInItsNewForm() {
        assertThat(titleAnswered()).isEqualTo("Before");
        given().get("/books").then().statusCode(200);
        dcs.books().update(book, "book_title", "After");
        assertThat(titleAnswered()).isEqualTo("Before");
        send("book.updated", book).statusCode(202);
        until(() -> titleAnswered().equals("After"));
        until(
                () ->
                        !given().get("/books?search=After")
                                .then()
                                .statusCode(200)
                                .extract()
                                .path("total")
                                .equals(0));
        untilWorkedOff();
    }

    private void untilActivityIs(String title) {
        Awaitility.await()
                .untilAsserted(
                        () ->
                                given().get("/books/" + book + "/pages/1/activities")
                                        .then()
                                        .body("title", hasItem(title)));
    }

    @Test
    void aNewUploadIsSeenThoughTheRowIsTheSame() {
        // Memory may still have what the book of an earlier test with this number had, or had not.
        send("book.updated", book).statusCode(202);
        untilActivityIs("One");
        new ConfigFile().module("M1").page(1).activity("circle", "New").of(book, dcs);
        send("book.updated", book).statusCode(202);
        untilActivityIs("New");
        untilWorkedOff();
    }

    @Test
    void aBookThatWasNotThereIsFoundOnceItIsCreated() {
        var id = book + 1;
        given().get("/books/" + id).then().statusCode(404);
        assertThat(dcs.books().add("Just made")).isEqualTo(id);
        given().get("/books/" + id).then().statusCode(404);
        send("book.created", id).statusCode(202);
        until(() -> given().get("/books/" + id).statusCode() == 200);
        untilWorkedOff();
    }

    @Test
    void aPublishersNewsRefreshItsBooks() {
        assertThat(titleAnswered()).isEqualTo("Before");
        given().get("/publishers/1").then().statusCode(200);
        dcs.books().update(book, "book_title", "After");
        send("publisher.updated", 1).statusCode(202).body("status", equalTo("accepted"));
        until(() -> titleAnswered().equals("After"));
        assertThat(count("status = 'success' AND publisher_id = 1")).isEqualTo("1");
    }

    @Test
    void coversAndOtherFilesInMemoryAreLookedAtAnew() {
        var folder = dcs.folder(book).orElseThrow();
        dcs.files().put(folder + "/images/book_cover.png", StandInFile.of("old cover"));
        dcs.files().put(folder + "/images/p1.png", StandInFile.of("old page"));
        var cover = "/books/" + book + "/cover";
        var page = "/books/" + book + "/assets/images/p1.png";
        assertThat(given().get(cover).asString()).isEqualTo("old cover");
        assertThat(given().get(page).asString()).isEqualTo("old page");
        dcs.files().put(folder + "/images/book_cover.png", StandInFile.of("new cover"));
        dcs.files().put(folder + "/images/p1.png", StandInFile.of("new page"));
        assertThat(given().get(cover).asString()).isEqualTo("old cover");
        send("book.updated", book).statusCode(202);
        until(() -> given().get(cover).asString().equals("new cover"));
        until(() -> given().get(page).asString().equals("new page"));
        untilWorkedOff();
    }

    @Test
    void aPublisherIsAnsweredInItsNewForm() {
        given().get("/publishers/1").then().statusCode(200);
        var publisher = dcs.publishers().get(1).orElseThrow();
        dcs.publishers().put(publisher.put("display_name", "Another name"));
        send("publisher.updated", 1).statusCode(202);
        until(() -> "Another name".equals(given().get("/publishers/1").path("display_name")));
    }

    @Test
    void theActivitiesAreImported() {
        send("book.created", book).statusCode(202);
        untilWorkedOff();
        given().get("/books/" + book + "/activities")
                .then()
                .body("title", hasItem("One"))
                .body("", hasSize(1));
    }

    @Test
    void anUpdateThatDropsAnActivityInUseLosesNothing() {
        send("book.created", book).statusCode(202);
        untilWorkedOff();
        var activity =
                UUID.fromString(rows.text("SELECT id FROM activities WHERE dcs_book_id = ?", book));
        var assignment = rows.assignment(teacher, book, activity);
        new ConfigFile().module("M1").page(1).of(book, dcs);
        send("book.updated", book).statusCode(202);
        untilWorkedOff();
        given().get("/assignments/" + assignment)
                .then()
                .statusCode(200)
                .body("activities.id", hasItem(activity.toString()));
    }

    @Test
    void ofADeletedBookOnlyWhatIsInUseStays() {
        new ConfigFile()
                .module("M1")
                .page(1)
                .activity("circle", "Used")
                .activity("circle", "Free")
                .of(book, dcs);
        send("book.created", book).statusCode(202);
        untilWorkedOff();
        var used =
                UUID.fromString(
                        rows.text(
                                "SELECT id FROM activities WHERE title = 'Used' AND dcs_book_id ="
                                        + " ?",
                                book));
        rows.assignment(teacher, book, used);
        dcs.delete(book);
        dcs.purge(book);
        send("book.deleted", book).statusCode(202);
        untilWorkedOff();
        assertThat(
                        rows.text(
                                "SELECT string_agg(title, ',') FROM activities WHERE dcs_book_id = ?",
                                book))
                .isEqualTo("Used");
        until(() -> given().get("/books/" + book).statusCode() == 404);
    }

    @Test
    void aBookInTheTrashKeepsItsActivitiesSinceNothingTellsOfItsReturn() {
        send("book.created", book).statusCode(202);
        untilWorkedOff();
        dcs.delete(book);
        send("book.deleted", book).statusCode(202);
        untilWorkedOff();
        assertThat(count("event_type = 'book.deleted' AND status = 'success' AND attempts = 1"))
                .isEqualTo("1");
        until(() -> "archived".equals(given().get("/books/" + book).path("status")));
        given().get("/books/" + book + "/activities").then().body("title", hasItem("One"));
        dcs.restore(book);
        given().get("/books/" + book + "/activities").then().body("title", hasItem("One"));
    }

    @Test
    void oldNewsOfADeletionDoNoHarmToABookThatIsBack() {
        send("book.created", book).statusCode(202);
        untilWorkedOff();
        send("book.deleted", book).statusCode(202);
        untilWorkedOff();
        assertThat(rows.text("SELECT title FROM activities WHERE dcs_book_id = ?", book))
                .isEqualTo("One");
    }
}
