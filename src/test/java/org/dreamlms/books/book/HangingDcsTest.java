package org.dreamlms.books.book;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.StrictSettings;
import org.dreamlms.books.TestTokens;
import org.dreamlms.books.file.ContentTest;
import org.dreamlms.books.standin.Fault;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.Test;

/** DCS that takes requests and does not answer is waited for no longer than the limits say. */
@ExpectedLog({"dcs", "cache"})
@QuarkusTest
@TestProfile(StrictSettings.class)
class HangingDcsTest extends ContentTest {

    /** Who may ask as often as need be. */
    private static final String SERVICE = "Bearer " + TestTokens.of("service");

    @Test
    void withNothingInMemoryItIs503WithRetryAfter() {
        dcs.faults().always("book", Fault.hang());
        get("/books/4")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "1")
                .body("detail", is("The book store can't be reached; try again"));
    }

    @Test
    void aStaleBookGoesOnBeingAnswered() {
        get("/books/5");
        clock.advance(Duration.ofHours(23));
        dcs.faults().always("book", Fault.hang());
        for (int i = 0; i < 3; i++) {
            get("/books/5")
                    .then()
                    .statusCode(200)
                    .header("Cache-Status", startsWith("dcs-books; hit; ttl=-"));
        }
    }

    @Test
    void allCallsTogetherEndInTime() {
        var id = newBook("a.mp3", StandInFile.of("abc"));
        // More calls, each given up after its own time, than one answer may wait for.
        dcs.faults().next(6, "book", Fault.hang());
        dcs.faults().always("object", Fault.hang());
        dcs.faults().always("cover", Fault.hang());
        var requests =
                Stream.of("/media/a.mp3", "/cover", "/pages")
                        .map(
                                route ->
                                        CompletableFuture.runAsync(
                                                () ->
                                                        answer(
                                                                        "/books/" + id + route,
                                                                        "Authorization",
                                                                        SERVICE)
                                                                .statusCode(503)))
                        .toArray(CompletableFuture[]::new);
        assertTimeout(Duration.ofSeconds(60), () -> CompletableFuture.allOf(requests).join());
    }
}
