package org.dreamlms.books.book;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.LogLines;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.TestTokens;
import org.dreamlms.books.standin.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients see while DCS is slow, failing, down or talking nonsense. */
@ExpectedLog({"dcs.DcsProblems", "cache"})
@QuarkusTest
class ResilienceTest extends ServiceTest {

    private static final Map<String, Fault> UNAVAILABLE =
            Map.of(
                    "plain-text 500", Fault.serverError(),
                    "HTML 503", Fault.unavailable(),
                    "dropping", Fault.drop(),
                    "resetting", Fault.reset(),
                    "cutting answers short", Fault.truncated());
    private static final Map<String, Fault> GARBAGE =
            Map.ofEntries(
                    entry("broken JSON", Fault.garbage()),
                    entry("HTML with 200", Fault.wrongContentType()),
                    entry("null", Fault.answering(200, "application/json", "null")),
                    entry("a list", Fault.answering(200, "application/json", "[1,2]")),
                    entry("an empty body", Fault.answering(200, "application/json", "")),
                    entry("two books", Fault.answering(200, "application/json", "{} {}")),
                    entry(
                            "another book",
                            Fault.answering(
                                    200, "application/json", "{\"id\":5,\"book_name\":\"x\"}")),
                    entry(
                            "a text without an end",
                            Fault.endless("{\"id\":4,\"book_title\":\"", "x")),
                    entry("fields without an end", Fault.endless("{\"id\":4", ",\"a\":[{}]")),
                    entry("blanks without an end", Fault.endless("{\"id\":4", " ")),
                    entry("a redirect", Fault.answering(307, "text/plain", "")),
                    entry("a validation error", Fault.answering(422, "application/json", "{}")));

    @TestHTTPResource URI service;

    static Stream<String> unavailable() {
        return UNAVAILABLE.keySet().stream();
    }

    static Stream<String> garbage() {
        return GARBAGE.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("unavailable")
    void withNothingInMemoryItIs503WithRetryAfter(String how) {
        dcs.faults().always("book", UNAVAILABLE.get(how));
        get("/books/4")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "1")
                .body("detail", is("The book store can't be reached; try again"));
    }

    @ParameterizedTest
    @MethodSource("unavailable")
    void aStaleBookGoesOnBeingAnswered(String how) {
        get("/books/4");
        clock.advance(Duration.ofHours(23));
        dcs.faults().always("book", UNAVAILABLE.get(how));
        for (int i = 0; i < 3; i++) {
            get("/books/4")
                    .then()
                    .statusCode(200)
                    .body("title", is("BRAINS"))
                    .header("Cache-Status", startsWith("dcs-books; hit; ttl=-"));
        }
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void garbageIs502AndNotRepeated(String what) {
        dcs.faults().always("book", GARBAGE.get(what));
        get("/books/4")
                .then()
                .statusCode(502)
                .contentType("application/problem+json")
                .body("detail", is("The book store's answer made no sense"));
        assertThat(dcs.calls("book")).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void garbageDoesNotReplaceWhatIsInMemory(String what) {
        get("/books/4");
        clock.advance(Duration.ofHours(23));
        dcs.faults().always("book", GARBAGE.get(what));
        get("/books/4").then().statusCode(200);
        get("/books/4").then().statusCode(200).body("title", is("BRAINS"));
    }

    @Test
    void aStoppedDcsIs503AndAStaleBookIsAnswered() {
        get("/books/4");
        clock.advance(Duration.ofHours(1));
        dcs.stop();
        get("/books/4").then().statusCode(200).header("Cache-Status", containsString("ttl=-"));
        get("/books/5").then().statusCode(503);
        get("/books").then().statusCode(503);
        dcs.start();
    }

    @Test
    void aStaleListGoesOnBeingAnswered() {
        get("/books");
        clock.advance(Duration.ofHours(2));
        dcs.faults().always("list", Fault.serverError());
        get("/books?search=brain").then().statusCode(200).body("total", is(1));
    }

    @Test
    void aListOfGarbageIs502() {
        dcs.faults().always("list", Fault.answering(200, "application/json", "{\"items\":[]}"));
        get("/books").then().statusCode(502);
    }

    @Test
    void aListWithoutAnEndIs502AndTheOldOneStays() {
        dcs.faults()
                .always("list", Fault.endless("[{\"id\":1,\"book_name\":\"a\"}", ",{\"id\":2}"));
        get("/books").then().statusCode(502);
        dcs.faults().clear();
        get("/books").then().statusCode(200);
        clock.advance(Duration.ofHours(2));
        dcs.faults().always("list", Fault.endless("[", "   "));
        get("/books?search=brain").then().statusCode(200).body("total", is(1));
    }

    @ParameterizedTest
    @CsvSource({
        "login,/books/4",
        "publisher,/publishers/1",
        "tree,/books/4/videos",
        "presigned,/books/4/assets/presigned?path=config.json"
    })
    void noAnswerOfDcsIsReadWithoutABound(String operation, String path) {
        dcs.faults().always(operation, Fault.endless("{\"a\":\"", "x"));
        get(path).then().statusCode(502);
        dcs.faults().clear();
        dcs.faults().always(operation, Fault.endless("{\"a\":1", ",\"b\":[]"));
        get(path).then().statusCode(502);
    }

    /** memory. */
    @ParameterizedTest
    @CsvSource({"500,503", "404,404", "400,502", "301,502"})
    void noErrorOfDcsIsReadWithoutABound(int status, int answer) {
        dcs.faults().always("book", Fault.endless(status, "{", " "));
        get("/books/4").then().statusCode(answer);
    }

    @Test
    void oneBadAnswerAmongGoodOnesIsNotNoticed() {
        dcs.faults().next(2, "book", Fault.serverError());
        get("/books/4").then().statusCode(200);
        assertThat(dcs.calls("book")).isEqualTo(3);
        dcs.faults().next(1, "book", Fault.reset());
        get("/books/5").then().statusCode(200);
        dcs.faults().next(1, "batch", Fault.drop());
        json("{\"ids\":[1,2]}").post("/books/batch").then().statusCode(200);
    }

    @Test
    void clientsAreNotToldWhatDcsSaid() {
        dcs.faults().always("book", Fault.serverError());
        get("/books/4").then().body(not(containsString("Internal Server Error")));
    }

    private final AtomicLong callsBefore = new AtomicLong();

    @Test
    void aHundredColdCallersCostOneCall() throws Exception {
        // What another test left under way may have logged in, or brought the book with a list,
        // after this one's fresh start.
        Awaitility.await()
                .during(Duration.ofMillis(300))
                .until(() -> dcs.calls() == callsBefore.getAndSet(dcs.calls()));
        dcs.resetCalls();
        clock.advance(Duration.ofHours(25));
        dcs.latency(Duration.ofMillis(150));
        var client = HttpClient.newHttpClient();
        // A book of its own: another test's call that hung may be made again meanwhile.
        var request =
                HttpRequest.newBuilder(service.resolve("/books/24"))
                        .header("Authorization", "Bearer " + TestTokens.of("admin"))
                        .build();
        var answers =
                IntStream.range(0, 100)
                        .mapToObj(i -> client.sendAsync(request, BodyHandlers.ofString()))
                        .toList();
        for (var answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(200);
        }
        assertThat(dcs.requests("book"))
                .filteredOn(call -> call.uri().equals("/books/24"))
                .hasSize(1);
        assertThat(dcs.calls("login")).isEqualTo(1);
    }

    @Test
    void theBreakerOpensLeavesDcsAloneAndCloses() {
        dcs.faults().always("book", Fault.serverError());
        for (int id = 1; id <= 7; id++) {
            get("/books/" + id).then().statusCode(503);
        }
        assertThat(breaker()).isEqualTo(CircuitBreakerState.OPEN);
        dcs.resetCalls();
        get("/books/8").then().statusCode(503).header("Retry-After", "1");
        assertThat(dcs.calls()).isZero();
        dcs.faults().clear();
        Awaitility.await().untilAsserted(() -> get("/books/8").then().statusCode(200));
        assertThat(breaker()).isEqualTo(CircuitBreakerState.CLOSED);
    }

    @Test
    void unknownBooksDoNotOpenTheBreaker() {
        for (int id = 5000; id < 5030; id++) {
            get("/books/" + id).then().statusCode(404);
        }
        assertThat(breaker()).isEqualTo(CircuitBreakerState.CLOSED);
    }

    private static CircuitBreakerState breaker() {
        return CircuitBreakerMaintenance.get().currentState("dcs");
    }

    @Test
    void whatIsWrongWithTheAnswersOfDcsIsOneLineAMinute() {
        try (var log = LogLines.of("org.dreamlms.books.dcs.DcsProblems")) {
            dcs.faults().always("book", Fault.garbage());
            for (int book = 4; book < 7; book++) {
                get("/books/" + book).then().statusCode(502);
            }
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("GET /books/4: ")
                    .contains("(said once a minute");
            clock.advance(Duration.ofMinutes(1));
            get("/books/7").then().statusCode(502);
            assertThat(log.lines()).hasSize(2);
        }
    }
}
