package org.dreamlms.books.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.SignedEvent;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Floods of events, and what happens when nobody can be heard. */
@ExpectedLog("replica")
@QuarkusTest
public class EventFloodTest extends EventsTest {

    private static final Logger LOG = Logger.getLogger(EventFloodTest.class);

    @Test
    void aThousandEventsNeitherEmptyMemoryNorHammerDcs() throws Exception {
        assertThat(titleAnswered()).isEqualTo("Before");
        given().get("/books").then().statusCode(200);
        dcs.resetCalls();
        dcs.books().update(book, "book_title", "After");
        var client = HttpClient.newHttpClient();
        var answers = new ArrayList<CompletableFuture<HttpResponse<Void>>>();
        for (int i = 0; i < 1_000; i++) {
            var event = SignedEvent.of("book.updated", book);
            var request =
                    HttpRequest.newBuilder(hook)
                            .header(SignedEvent.HEADER, event.signature())
                            .POST(HttpRequest.BodyPublishers.ofByteArray(event.body()))
                            .build();
            answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.discarding()));
            if (i % 50 == 0) {
                given().get("/books/" + book)
                        .then()
                        .statusCode(200)
                        .header("Cache-Status", containsString("hit"));
            }
        }
        for (var answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(202);
        }
        until(() -> titleAnswered().equals("After"));
        untilWorkedOff();
        assertThat(count("status = 'success'")).isEqualTo("1000");
        // A call for each event would be thousands: of the book for memory and for the import, of
        // the list, of config.json.
        LOG.infof("1,000 events of one book cost %d calls of DCS", dcs.calls());
        assertThat(dcs.calls()).isLessThan(700);
    }

    @Test
    void afterAGapEverythingIsLookedAtAnew() {
        assertThat(titleAnswered()).isEqualTo("Before");
        var listener =
                "FROM pg_stat_activity WHERE application_name = 'dcs-books listener' AND datname ="
                        + " current_database()";
        var before = rows.text("SELECT pid " + listener);
        // Nobody is told of this one.
        dcs.books().update(book, "book_title", "After");
        rows.text("SELECT pg_terminate_backend(pid) " + listener);
        until(() -> titleAnswered().equals("After"));
        assertThat(rows.text("SELECT pid " + listener)).isNotEqualTo(before);
        untilHeard();
    }
}
