package org.dreamlms.books.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.awaitility.Awaitility;
import org.dreamlms.books.LogLines;
import org.dreamlms.books.StrictSettings;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.Test;

/** How long a service with little patience waits for clients who read slowly or not at all. */
@QuarkusTest
@TestProfile(StrictSettings.class)
class PatienceTest extends ContentTest {

    private static final int SIZE = 20_000_000;

    @Test
    void whoReadsALargeAnswerSlowlyGetsAllOfIt() throws Exception {
        var config = "{\"books\":[],\"filler\":\"" + "x".repeat(SIZE) + "\"}";
        var id = newBook("config.json", StandInFile.of(config));
        // From memory it comes at once, however slow the machine is.
        Awaitility.await()
                .ignoreExceptions()
                .until(() -> get("/books/" + id + "/config").statusCode() == 200);
        try (var client = new RawHttp(service)) {
            client.get("/books/" + id + "/config");
            assertEquals(200, client.status());
            int read = 0;
            // Three times as long as a connection may be idle, and longer than sockets can hide.
            for (int i = 0; i < 60; i++) {
                Thread.sleep(100);
                read += client.read(240_000);
            }
            assertEquals(config.length(), read + client.read(config.length() - read));
        }
    }

    @Test
    void whoTakesNothingOfAFileIsCutOff() throws Exception {
        var file = StandInFile.virtual(1L << 30);
        try (var log = LogLines.of(FileWriter.class.getName());
                var client = new RawHttp(service)) {
            client.get("/books/%d/media/v.mp4".formatted(newBook("v.mp4", file)));
            assertEquals(200, client.status());
            Awaitility.await()
                    .until(
                            () ->
                                    log.lines().stream()
                                            .anyMatch(line -> line.contains("took nothing for")));
            Awaitility.await().until(() -> file.transfers() == 0);
        }
    }
}
