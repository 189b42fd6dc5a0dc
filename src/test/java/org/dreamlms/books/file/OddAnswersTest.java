package org.dreamlms.books.file;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.time.Duration;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.standin.Fault;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of DCS that make no sense, and files that it fails on. */
@ExpectedLog({"dcs.DcsProblems", "page"})
@QuarkusTest
class OddAnswersTest extends ContentTest {

    @Test
    void aPartThatNobodyAskedForIsNotAskedForAgainAndAgain() {
        var path = "/books/%d/media/a.mp3".formatted(newBook("a.mp3", StandInFile.of("abc")));
        dcs.faults().always("object", part("bytes 0-1/3", "ab"));
        answer(path).statusCode(502);
        assertEquals(1, dcs.calls("object"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 0-2/3", "bytes 1-0/3", "bytes */3", "nonsense"})
    void aPartThatContradictsItselfIs502(String contentRange) {
        var path = "/books/%d/media/a.mp3".formatted(newBook("a.mp3", StandInFile.of("abc")));
        dcs.faults().always("object", part(contentRange, "ab"));
        answer(path, "Range", "bytes=0-1").statusCode(502);
    }

    @ParameterizedTest
    @CsvSource({"304, a.mp3", "416, a.mp3", "304, a.png", "416, a.png"})
    void answersToQuestionsThatWereNotAskedAre502(int status, String name) {
        var path = "/books/%d/media/%s".formatted(newBook(name, StandInFile.of("abc")), name);
        dcs.faults()
                .next(
                        1,
                        "object",
                        (request, vertx, answer) ->
                                request.response()
                                        .setStatusCode(status)
                                        .putHeader("content-range", "bytes */3")
                                        .end());
        answer(path).statusCode(502);
        answer(path).statusCode(200);
    }

    @Test
    void aFileThatDcsCanNotSendComesThroughTheLink() {
        var id = newBook("a.mp3", StandInFile.of("0123456789"));
        dcs.faults().always("object", Fault.serverError());
        answer("/books/" + id + "/media/a.mp3").statusCode(200).body(equalTo("0123456789"));
        answer("/books/" + id + "/media/a.mp3", "Range", "bytes=8-20")
                .statusCode(206)
                .body(equalTo("89"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/media/a.mp3", "/assets/a.png", "/cover", "/pages"})
    void aFileThatNeverComesDoesNotCloseTheWayToBooks(String route) {
        var id = newBook("a.mp3", StandInFile.of("abc"));
        dcs.faults().always("object", Fault.serverError());
        dcs.faults().always("cover", Fault.serverError());
        dcs.faults().always("presignedObject", Fault.serverError());
        for (int i = 0; i < 12; i++) {
            answer("/books/" + id + route).statusCode(503);
        }
        assertEquals(
                CircuitBreakerState.CLOSED, CircuitBreakerMaintenance.get().currentState("dcs"));
        answer("/books/1").statusCode(200);
    }

    @Test
    void anOutageDoesOpenTheBreaker() {
        var id = newBook("a.mp3", StandInFile.of("abc"));
        answer("/books/" + id).statusCode(200);
        dcs.faults().always("*", Fault.unavailable());
        for (int i = 0; i < 12; i++) {
            answer("/books/" + id + "/media/a.mp3").statusCode(503);
        }
        assertNotEquals(
                CircuitBreakerState.CLOSED, CircuitBreakerMaintenance.get().currentState("dcs"));
    }

    @Test
    void aConditionGoesBeforeARangeThatHasNothing() {
        var file = StandInFile.of("abc");
        for (var name : new String[] {"a.mp3", "a.png"}) {
            var path = "/books/%d/media/%s".formatted(newBook(name, file), name);
            answer(path, "Range", "bytes=7-", "If-None-Match", "\"x\", " + file.etag())
                    .statusCode(304);
        }
    }

    @Test
    void aBrokenConfigIsReadOnceAMinute() {
        var id = newBook("config.json", StandInFile.of("{ nothing"));
        for (int i = 0; i < 5; i++) {
            answer("/books/" + id + "/pages").statusCode(502);
        }
        assertEquals(1, dcs.calls("object"));
        dcs.files().put(dcs.folder(id).orElseThrow() + "/config.json", StandInFile.of("{}"));
        clock.advance(Duration.ofSeconds(61));
        answer("/books/" + id + "/pages").statusCode(200);
    }

    private static Fault part(String contentRange, String body) {
        return (request, vertx, answer) ->
                request.response()
                        .setStatusCode(206)
                        .putHeader("content-range", contentRange)
                        .end(body);
    }
}
