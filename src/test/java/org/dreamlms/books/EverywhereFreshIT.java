package org.dreamlms.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.dreamlms.books.standin.Fault;
import org.dreamlms.books.standin.StandInDcs;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas on one database and one DCS: what one is told, both know. */
class EverywhereFreshIT {

    private static final Logger LOG = Logger.getLogger(EverywhereFreshIT.class);
    private static final String PATH = "/webhooks/dream-storage";
    private static final String[] OPTIONS = {
        "-Xmx192m",
        "-Ddcs-books.webhook.secret=" + SignedEvent.SECRET,
        "-Ddcs-books.webhook.take-over=2S",
        "-Ddcs-books.webhook.poll-pause=500MS"
    };

    @TempDir Path temp;

    private final HttpClient client = HttpClient.newHttpClient();
    private EmbeddedPostgres postgres;
    private StandInDcs dcs;
    private final List<PackagedService> replicas = new ArrayList<>();

    @BeforeEach
    void surroundings() throws IOException {
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        dcs = StandInDcs.start(0);
    }

    @AfterEach
    void end() throws IOException {
        replicas.forEach(PackagedService::close);
        dcs.close();
        postgres.close();
    }

    private PackagedService replica() throws IOException {
        var log = temp.resolve("replica-" + replicas.size());
        var replica = PackagedService.start(log, dcs, postgres, OPTIONS);
        replicas.add(replica);
        return replica;
    }

    private static String title(PackagedService replica) throws Exception {
        var answer = replica.get("/books/4", BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new JsonObject(answer.body()).getString("title");
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }

    private void untilWorkedOff() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () ->
                                assertThat(
                                                text(
                                                        "SELECT string_agg(DISTINCT concat_ws(' ',"
                                                                + " status, attempts, error), ', ')"
                                                                + " FROM dcs_events WHERE status <>"
                                                                + " 'success'"))
                                        .isNull());
    }

    private CompletableFuture<Integer> send(PackagedService replica, SignedEvent event) {
        var request =
                HttpRequest.newBuilder(replica.uri(PATH))
                        .header(SignedEvent.HEADER, event.signature())
                        .POST(HttpRequest.BodyPublishers.ofByteArray(event.body()))
                        .build();
        return client.sendAsync(request, BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode);
    }

    private String text(String sql) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private String metrics(PackagedService replica) throws Exception {
        var request = HttpRequest.newBuilder(replica.managementUri("/q/metrics")).build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    @Test
    void whatOneIsToldBothKnow() throws Exception {
        var a = replica();
        var b = replica();
        for (var replica : replicas) {
            assertThat(title(replica)).isEqualTo("BRAINS");
        }
        dcs.webhooks().subscribe(a.uri(PATH).toString(), SignedEvent.SECRET);

        dcs.rename(4, "Told to A");
        var start = System.nanoTime();
        until(() -> title(b).equals("Told to A"));
        LOG.infof("B serves the new title %.0f ms after DCS changed it", millisSince(start));
        until(() -> title(a).equals("Told to A"));

        listenersAreCut();
        answersComeSoon(a);
        floodsAreHarmless(a, b);
        assertThat(metrics(b)).contains("invalidation_listener_connected 1.0");
    }

    /** What changed meanwhile, and nobody is told of, is seen once they are heard again. */
    private void listenersAreCut() throws Exception {
        dcs.webhooks().clear();
        dcs.books().update(4, "book_title", "Told to nobody");
        text(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE"
                        + " application_name = 'dcs-books listener'");
        for (var replica : replicas) {
            until(() -> title(replica).equals("Told to nobody"));
        }
        until(
                () ->
                        "2"
                                .equals(
                                        text(
                                                "SELECT count(*) FROM pg_stat_activity WHERE"
                                                        + " application_name = 'dcs-books listener'")));
    }

    private void answersComeSoon(PackagedService a) throws Exception {
        var millis = new double[200];
        for (int i = 0; i < millis.length; i++) {
            var start = System.nanoTime();
            assertThat(send(a, SignedEvent.of("book.updated", 4)).get()).isEqualTo(202);
            millis[i] = millisSince(start);
        }
        Arrays.sort(millis);
        LOG.infof(
                "An event is answered in %.1f ms (median of 200, the slowest %.1f ms)",
                millis[100], millis[199]);
        untilWorkedOff();
    }

    /** Each event goes to both, as if DCS had two subscriptions. */
    private void floodsAreHarmless(PackagedService a, PackagedService b) throws Exception {
        dcs.resetCalls();
        dcs.books().update(4, "book_title", "Told a thousand times");
        var before = Integer.parseInt(text("SELECT count(*) FROM dcs_events"));
        var answers = new ArrayList<CompletableFuture<Integer>>();
        var start = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            var event = SignedEvent.of("book.updated", 4);
            answers.add(send(a, event));
            answers.add(send(b, event));
            if (i % 100 == 99) {
                assertThat(title(b)).startsWith("Told");
                for (var answer : answers) {
                    assertThat(answer.get()).isIn(200, 202);
                }
                answers.clear();
            }
        }
        var received = millisSince(start);
        for (var replica : replicas) {
            until(() -> title(replica).equals("Told a thousand times"));
        }
        untilWorkedOff();
        assertThat(Integer.parseInt(text("SELECT count(*) FROM dcs_events")) - before)
                .isEqualTo(1_000);
        assertThat(text("SELECT count(*) FROM activities WHERE dcs_book_id = 4")).isEqualTo("53");
        LOG.infof(
                "1,000 events, each sent to both: received in %.0f ms, worked off in %.0f ms, %d"
                        + " calls of DCS",
                received, millisSince(start), dcs.calls());
        assertThat(dcs.calls()).isLessThan(2_000);
    }

    @Test
    void whatOneDoesNotLiveToDoAnotherDoes() throws Exception {
        var a = replica();
        dcs.faults().always("object", Fault.hang());
        assertThat(send(a, SignedEvent.of("book.updated", 4)).get()).isEqualTo(202);
        until(() -> "processing".equals(text("SELECT status FROM dcs_events")));
        a.process().destroyForcibly().waitFor();
        dcs.faults().clear();
        replica();
        untilWorkedOff();
        assertThat(text("SELECT attempts FROM dcs_events")).isEqualTo("2");
        assertThat(text("SELECT count(*) FROM activities WHERE dcs_book_id = 4")).isEqualTo("53");
    }

    @Test
    void manyReplicasMakeOneSubscription() throws Exception {
        var url = "http://localhost:1" + PATH;
        for (int i = 0; i < 2; i++) {
            var options = new ArrayList<>(List.of(OPTIONS));
            options.add("-Ddcs-books.webhook.public-url=" + url);
            replicas.add(
                    PackagedService.start(
                            temp.resolve("subscriber-" + i),
                            dcs,
                            postgres,
                            options.toArray(String[]::new)));
        }
        until(() -> dcs.calls("createWebhook") + dcs.calls("updateWebhook") >= 2);
        assertThat(dcs.webhooks().subscriptions()).hasSize(1);
        assertThat(dcs.webhooks().subscriptions().get(0).getString("url")).isEqualTo(url);
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
