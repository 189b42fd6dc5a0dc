package org.dreamlms.books.dcs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.dreamlms.books.rows.RowsTest;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.Test;

/** The main stories, which are the same beside today's DCS and beside its successor. */
@QuarkusTest
class DcsStoryTest extends RowsTest {

    private static final AtomicInteger NAMES = new AtomicInteger();

    @Inject DcsClient client;

    /** A book of which memory knows nothing, with the files of BRAINS. */
    int newBook() {
        var id = dcs.books().add("Story of DCS " + NAMES.incrementAndGet());
        var files = dcs.files().folder(dcs.folder(4).orElseThrow());
        dcs.files().replaceFolder(dcs.folder(id).orElseThrow(), files);
        return id;
    }

    @Test
    void booksComeOneByOneAndTogether() {
        given().get("/books/4").then().statusCode(200).body("title", equalTo("BRAINS"));
        given().get("/books?search=brains").then().statusCode(200).body("items.id", hasItem(4));
        given().contentType("application/json")
                .body(Map.of("ids", List.of(4, 999)))
                .post("/books/batch")
                .then()
                .statusCode(200)
                .body("items.id", contains(4))
                .body("missing", contains(999));
    }

    @Test
    void filesOfABookComeAsTheyAre() {
        var book = "/books/" + newBook();
        given().get(book + "/cover").then().statusCode(200).contentType("image/png");
        given().get(book + "/page-image/8").then().statusCode(200).contentType("image/png");
        given().header("Range", "bytes=0-3")
                .get(book + "/media/audio/song 1.mp3")
                .then()
                .statusCode(206);
        given().get(book + "/media/audio/şarkı ğ.mp3").then().statusCode(200);
        given().get(book + "/assets/none.png").then().statusCode(404);
        String link =
                given().get(book + "/assets/presigned?path=config.json")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("url");
        given().noFilters().urlEncodingEnabled(false).get(link).then().statusCode(200);
    }

    @Test
    void coversChangeWithABook() {
        var id = newBook();
        var folder = dcs.folder(id).orElseThrow();
        dcs.files().put(folder + "/images/book_cover.png", StandInFile.of("none"));
        given().get("/books/" + id + "/cover").then().statusCode(200).body(equalTo("none"));
        var other = newBook();
        dcs.files().remove(dcs.folder(other).orElseThrow() + "/images/book_cover.png");
        given().get("/books/" + other + "/cover").then().statusCode(404);
    }

    @Test
    void pagesAndActivitiesComeFromConfigJson() {
        var book = "/books/" + newBook();
        given().post(book + "/import-activities")
                .then()
                .statusCode(200)
                .body("created", equalTo(53));
        given().get(book + "/structure").then().body("total_activities", equalTo(53));
        given().get(book + "/pages/detail").then().body("pages", hasSize(20));
        given().get(book + "/videos").then().body("total_count", equalTo(5));
    }

    @Test
    void publishersAndTheirLogos() {
        given().get("/publishers/1").then().statusCode(200).body("name", equalTo("Universal ELT"));
        given().get("/publishers/1/logo").then().statusCode(200).contentType("image/png");
    }

    @Test
    void theServiceCanSubscribe() {
        client.subscribe("http://localhost/hook", "a-secret-of-16-characters")
                .await()
                .indefinitely();
        assertThat(client.webhooks().await().indefinitely()).hasSize(1);
        assertThat(dcs.webhooks().subscriptions().get(0).getString("url"))
                .isEqualTo("http://localhost/hook");
    }
}
