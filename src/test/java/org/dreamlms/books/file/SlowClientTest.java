package org.dreamlms.books.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.TestTokens;
import org.dreamlms.books.standin.Fault;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that read slowly, not at all, or go. */
@ExpectedLog("file.FileWriter")
@QuarkusTest
class SlowClientTest extends ContentTest {

    private static final long YEAR_2100 = 4_102_444_800L;
    private static final long GIGABYTE = 1L << 30;

    /** Room for the buffers of four sockets; far from the size of the file. */
    private static final long BUFFERS = 24L << 20;

    @Test
    void whoDoesNotReadMakesDcsStopSending() throws Exception {
        var file = StandInFile.virtual(GIGABYTE);
        var path = "/books/%d/media/v.mp4".formatted(newBook("v.mp4", file));
        try (var client = new RawHttp(service)) {
            client.get(path);
            assertEquals(200, client.status());
            var sent = settled(file);
            assertTrue(sent < BUFFERS, sent + " bytes were sent to someone who does not read");
            client.read(32 << 20);
            until(() -> file.sent() > sent);
            assertTrue(settled(file) < BUFFERS + (32 << 20));
        }
        until(() -> file.transfers() == 0);
    }

    @Test
    void aClientWhoGoesEndsTheTransferFromDcs() throws Exception {
        var file = StandInFile.virtual(GIGABYTE);
        var path = "/books/%d/media/v.mp4".formatted(newBook("v.mp4", file));
        try (var client = new RawHttp(service)) {
            client.get(path);
            assertEquals(200, client.status());
            client.read(1000);
            assertEquals(1, file.transfers());
        }
        until(() -> file.transfers() == 0);
        assertTrue(file.sent() < BUFFERS, "DCS sent on to nobody");
    }

    /** Were they in the way, books would have to wait until they read on: for ever. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void twoHundredSlowReadersLeaveBooksAlone() throws Exception {
        var file = StandInFile.virtual(GIGABYTE);
        var path = "/books/%d/media/v.mp4".formatted(newBook("v.mp4", file));
        List<RawHttp> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                // Ten callers: a single one has not so many turns.
                var reader = TestTokens.of("reader" + i % 10, List.of("admin"), YEAR_2100);
                var client = new RawHttp(service).as(reader);
                clients.add(client);
                client.get(path, "Range: bytes=" + i * 1000 + "-");
            }
            for (var client : clients) {
                assertEquals(206, client.status());
                assertEquals(1000, client.read(1000));
            }
            until(() -> file.transfers() == 200);
            settled(file);
            for (int i = 0; i < 20; i++) {
                for (var client : clients) {
                    client.read(500);
                }
                var cold = newBook("a.png", StandInFile.of("x"));
                answer("/books/" + cold).statusCode(200);
                answer("/books/" + cold + "/assets/a.png").statusCode(200);
                assertEquals(200, file.transfers(), "all of them are still at it");
            }
        } finally {
            for (var client : clients) {
                client.close();
            }
        }
        until(() -> file.transfers() == 0);
    }

    @Test
    void aTransferThatDcsBreaksOffIsCutAndNotCompleted() throws IOException {
        var id = newBook("a.mp3", StandInFile.of("abc"));
        dcs.faults().next(1, "object", Fault.truncated());
        try (var client = new RawHttp(service)) {
            client.get("/books/" + id + "/media/a.mp3");
            var head = client.head();
            assertTrue(
                    head.contains("content-length: 4000") || head.contains("Content-Length: 4000"),
                    head);
            assertTrue(client.read(4000) < 4000);
        }
    }

    private static long settled(StandInFile file) throws InterruptedException {
        long before;
        do {
            before = file.sent();
            Thread.sleep(700);
        } while (file.sent() != before);
        return before;
    }

    /** No transfer ends by itself as long as this waits. */
    private static void until(Callable<Boolean> condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(10)).until(condition);
    }
}
