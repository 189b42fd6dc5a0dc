package org.dreamlms.books.file;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.dreamlms.books.NewerDcs;
import org.dreamlms.books.Settings;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.Test;

/** Clients who are gone before DCS has answered leave no transfer behind. */
@QuarkusTest
@TestProfile(NewerDcs.class)
class LeavingClientTest extends ContentTest {

    @Inject Settings settings;

    @Test
    void theyDoNotKeepOthersFromTheirFiles() throws IOException {
        dcs.storageById(true);
        assertEquals(Duration.ofMinutes(5), settings.files().idleTimeout());
        var held = holdAnswers();
        var large = StandInFile.virtual(1L << 30);
        var path = "/books/%d/media/v.mp4".formatted(newBook("v.mp4", large));
        List<RawHttp> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            var client = new RawHttp(service);
            clients.add(client);
            client.get(path);
        }
        await().until(() -> held.size() == 1);
        for (var client : clients) {
            client.close();
        }
        dcs.faults().clear();
        held.forEach(Runnable::run);
        var other = "/books/%d/media/a.mp3".formatted(newBook("a.mp3", StandInFile.of("abc")));
        await().until(() -> get(other).statusCode() == 200 && large.transfers() == 0);
    }

    /** Requests for files arrive, and are answered when the test says so. */
    private Queue<Runnable> holdAnswers() {
        var held = new ConcurrentLinkedQueue<Runnable>();
        dcs.faults()
                .always(
                        "object",
                        (request, vertx, answer) ->
                                held.add(() -> vertx.runOnContext(run -> answer.run())));
        return held;
    }
}
