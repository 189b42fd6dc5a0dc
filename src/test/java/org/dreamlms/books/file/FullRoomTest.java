package org.dreamlms.books.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.LogLines;
import org.dreamlms.books.NewerDcs;
import org.dreamlms.books.TestTokens;
import org.dreamlms.books.dcs.DcsHealth;
import org.dreamlms.books.standin.Fault;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While somebody keeps all the room for files, nobody mistakes that for a failure of DCS. */
@ExpectedLog("dcs.file.TransferLimit")
@QuarkusTest
@TestProfile(NewerDcs.class)
class FullRoomTest extends ContentTest {

    private static final String ROOM = "org.dreamlms.books.dcs.file.TransferLimit";

    @Inject DcsHealth health;

    private final StandInFile large = StandInFile.virtual(1L << 30);
    private RawHttp player;
    private String other;

    @BeforeEach
    void pausedPlayer() throws IOException {
        dcs.storageById(true);
        other = "/books/%d/media/a.mp3".formatted(newBook("a.mp3", StandInFile.of("abc")));
        answer(other).statusCode(200);
        player = new RawHttp(service);
        player.get("/books/%d/media/v.mp4".formatted(newBook("v.mp4", large)));
        assertThat(player.status()).isEqualTo(200);
    }

    @AfterEach
    void playerLeaves() throws IOException {
        player.close();
        Awaitility.await().until(() -> large.transfers() == 0);
    }

    @Test
    void whoFindsNoneGets503AndDcsIsWell() throws IOException {
        var calls = calls();
        var failures = failures();
        try (var log = LogLines.of(ROOM)) {
            answer(other).statusCode(503).header("Retry-After", "1");
            assertThat(health.last().degraded()).isFalse();
            assertThat(failures()).isEqualTo(failures);
            assertThat(calls()).isEqualTo(calls);
            assertThat(dcs.calls("object")).isEqualTo(2);
            Awaitility.await().until(() -> !log.lines().isEmpty());
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("No room for another file within PT6S: 1 are on their way");
        }
        player.close();
        answer(other).statusCode(200);
    }

    @Test
    void whoeverWaitsForItDoesNotHideAnOutage() throws IOException {
        // 9 failures of 20 calls would not open the breaker, 18 of 24 do.
        failingBooks(9001, 9003);
        List<RawHttp> waiting = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            // Two callers: a single one has not so many turns.
            var reader = TestTokens.of("reader" + i % 2, List.of("admin"), 4_102_444_800L);
            var client = new RawHttp(service).as(reader);
            waiting.add(client);
            client.get(other);
        }
        for (var client : waiting) {
            assertThat(client.status()).isEqualTo(503);
            client.close();
        }
        assertThat(health.breaker()).isEqualTo("CLOSED");
        failingBooks(9004, 9006);
        assertThat(health.breaker()).isEqualTo("OPEN");
    }

    private void failingBooks(int first, int last) {
        dcs.faults().always("book", Fault.serverError());
        for (int id = first; id <= last; id++) {
            get("/books/" + id).then().statusCode(503);
        }
        dcs.faults().clear();
    }

    private long calls() {
        return timers().stream().mapToLong(Timer::count).sum();
    }

    private long failures() {
        return timers().stream()
                .filter(timer -> !"success".equals(timer.getId().getTag("outcome")))
                .mapToLong(Timer::count)
                .sum();
    }

    private List<Timer> timers() {
        return List.copyOf(meters.find("dcs.requests").timers());
    }
}
