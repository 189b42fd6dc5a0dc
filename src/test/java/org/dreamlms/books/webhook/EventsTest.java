package org.dreamlms.books.webhook;

import static io.restassured.RestAssured.given;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.dreamlms.books.SignedEvent;
import org.dreamlms.books.rows.ConfigFile;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of events begin with: a book with one activity. */
public abstract class EventsTest extends RowsTest {

    static final String PATH = "/webhooks/dream-storage";

    @Inject AgroalDataSource database;

    @TestHTTPResource(PATH)
    URI hook;

    @TestHTTPResource(value = "/dcs-events", management = true)
    URI events;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @TestHTTPResource(value = "/health", management = true)
    URI health;

    int book;

    @BeforeEach
    void aBook() {
        book = dcs.books().add("Before");
        new ConfigFile().module("M1").page(1).activity("circle", "One").of(book, dcs);
    }

    static ValidatableResponse send(SignedEvent event) {
        return given().contentType("application/json")
                .header(SignedEvent.HEADER, event.signature())
                .body(event.body())
                .post(PATH)
                .then();
    }

    static ValidatableResponse send(String event, int id) {
        return send(SignedEvent.of(event, id));
    }

    String titleAnswered() {
        return given().get("/books/" + book).then().statusCode(200).extract().path("title");
    }

    String count(String condition) {
        return rows.text("SELECT count(*) FROM dcs_books.dcs_events WHERE " + condition);
    }

    void until(Callable<Boolean> condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(20)).until(condition);
    }

    void untilWorkedOff() {
        until(() -> count("status IN ('pending', 'processing', 'retrying')").equals("0"));
    }

    void untilHeard() {
        until(
                () ->
                        given().get(metrics)
                                .asString()
                                .contains("invalidation_listener_connected 1.0"));
    }
}
