package org.dreamlms.books.file;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.dreamlms.books.rows.ConfigFile;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.Test;

/** What memory holds of files is asked for again by its entity tag. */
@QuarkusTest
class ContentFreshnessTest extends ContentTest {

    private static final String OLD = config("Old");
    private static final String NEW = config("New");

    private static String config(String module) {
        return new ConfigFile().module(module).page(1).activity("circle", "One").json();
    }

    @Test
    void anHourOldConfigIsAskedForByItsTagAndKept() {
        var id = newBook("config.json", StandInFile.of(OLD));
        answer("/books/" + id + "/config").body("books[0].modules[0].name", equalTo("Old"));
        clock.advance(Duration.ofMinutes(50));
        answer("/books/" + id + "/config").header("Cache-Status", containsString("hit; ttl="));
        assertEquals(1, dcs.calls("object"));
        clock.advance(Duration.ofMinutes(20));
        answer("/books/" + id + "/config").header("Cache-Status", containsString("ttl=-"));
        await().until(() -> dcs.calls("object") == 2);
        var asked = dcs.requests("object").get(1).headers();
        assertEquals(StandInFile.of(OLD).etag(), asked.get("if-none-match"));
    }

    @Test
    void aNewUploadShowsAfterTheHour() {
        var id = newBook("config.json", StandInFile.of(OLD));
        answer("/books/" + id + "/config").body("books[0].modules[0].name", equalTo("Old"));
        dcs.files().put(dcs.folder(id).orElseThrow() + "/config.json", StandInFile.of(NEW));
        clock.advance(Duration.ofMinutes(70));
        answer("/books/" + id + "/config").body("books[0].modules[0].name", equalTo("Old"));
        await().untilAsserted(
                        () ->
                                answer("/books/" + id + "/config")
                                        .body("books[0].modules[0].name", equalTo("New")));
    }

    @Test
    void anUnchangedImageIsNotSentAgain() {
        var image = StandInFile.of("an image");
        var id = newBook("a.png", image);
        answer("/books/" + id + "/assets/a.png").statusCode(200);
        clock.advance(Duration.ofMinutes(15));
        answer("/books/" + id + "/assets/a.png").statusCode(200);
        await().until(() -> dcs.calls("object") == 2);
        assertEquals(image.size(), image.sent());
    }

    @Test
    void manyWhoAskForOneColdCoverCauseOneCall() throws Exception {
        var threads = new Thread[20];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> answer("/books/1/cover").statusCode(200));
            threads[i].start();
        }
        for (var thread : threads) {
            thread.join();
        }
        assertEquals(1, dcs.calls("cover"));
    }
}
