package org.dreamlms.books.file;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.StrictSettings;
import org.dreamlms.books.standin.Fault;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host that vanishes in the midst of an answer that nobody reads takes no connection with it. */
@ExpectedLog("file.FileWriter")
@QuarkusTest
@TestProfile(StrictSettings.class)
class SilentDcsTest extends ContentTest {

    private String path;

    @BeforeEach
    void file() {
        path = "/books/%d/media/a.mp3".formatted(newBook("a.mp3", StandInFile.of("0123456789")));
    }

    @Test
    void afterAnErrorWithoutItsBody() {
        dcs.faults().next(1, "object", beginning(404, "content-length", "4000"));
        answer(path).statusCode(404);
        answer(path).statusCode(200).body(equalTo("0123456789"));
    }

    @Test
    void afterARangeThatThereIsNoneOf() {
        dcs.faults()
                .next(
                        1,
                        "object",
                        beginning(416, "content-length", "4000", "content-range", "bytes */10"));
        answer(path, "Range", "bytes=10-").statusCode(416);
        answer(path).statusCode(200).body(equalTo("0123456789"));
    }

    @Test
    void afterAFileOfWhichOnlyTheHeadersWereWanted() {
        dcs.faults()
                .next(
                        1,
                        "object",
                        beginning(206, "content-length", "1", "content-range", "bytes 0-0/10"));
        RestAssured.given().head(path).then().statusCode(200);
        answer(path).statusCode(200).body(equalTo("0123456789"));
    }

    @Test
    void aTransferInWhichDcsFallsSilentIsCut() throws IOException {
        var id = newBook("a.mp3", StandInFile.of("abc"));
        dcs.faults()
                .next(
                        1,
                        "object",
                        (request, vertx, answer) ->
                                request.response()
                                        .putHeader("content-length", "4000")
                                        .write("the beginning"));
        try (var client = new RawHttp(service)) {
            client.get("/books/" + id + "/media/a.mp3");
            assertEquals(200, client.status());
            assertEquals("the beginning".length(), client.read(4000));
        }
    }

    /** The headers of an answer, and then nothing. */
    private static Fault beginning(int status, String... headers) {
        return (request, vertx, answer) -> {
            var response = request.response().setStatusCode(status);
            for (int i = 0; i < headers.length; i += 2) {
                response.putHeader(headers[i], headers[i + 1]);
            }
            response.write("");
        };
    }
}
