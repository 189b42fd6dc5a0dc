package org.dreamlms.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas on one database and one DCS: what one is told, both know. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EverywhereFreshIT {

    private static final Logger LOG = Logger.getLogger(EverywhereFreshIT.class);
    private static final String PATH = "/webhooks/dream-storage";
    private static final String NOWHERE = "http://localhost:1" + PATH;
    private static final String[] OPTIONS = {
        "-Xmx192m",
        "-Ddcs-books.webhook.secret=" + SignedEvent.SECRET,
        "-Ddcs-books.webhook.take-over=2S",
        "-Ddcs-books.webhook.poll-pause=500MS",
        "-Ddcs-books.webhook.public-url=" + NOWHERE
    };

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir static Path temp;

    private static EmbeddedPostgres postgres;
    private static StandInDcs dcs;
    private static final List<PackagedService> REPLICAS = new ArrayList<>();

    /** Two start at the same time, as they do in production. */
    @BeforeAll
    static void surroundings() throws Exception {
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        dcs = StandInDcs.start(0);
        var other = CompletableFuture.supplyAsync(() -> replica("a"));
        REPLICAS.add(replica("b"));
        REPLICAS.add(other.get());
    }

    @AfterAll
    static void end() throws IOException {
        REPLICAS.forEach(PackagedService::close);
        dcs.close();
        postgres.close();
    }

    private static PackagedService replica(String name) {
        try {
            return PackagedService.start(temp.resolve(name), dcs, postgres, OPTIONS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String title(PackagedService replica) throws Exception {
        var answer = replica.get("/books/4", BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new JsonObject(answer.body()).getString("title");
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(10)).until(condition);
    }

    private void untilWorkedOff() {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(
                        () ->
                                assertThat(
                                                text(
                                                        "SELECT string_agg(DISTINCT concat_ws(' ',"
                                                                + " status, attempts, error), ', ')"
                                                                + " FROM dcs_books.dcs_events WHERE status <>"
                                                                + " 'success'"))
                                        .isNull());
    }

    private CompletableFuture<Integer> send(PackagedService replica, SignedEvent event) {
        var request =
                HttpRequest.newBuilder(replica.uri(PATH))
                        .header(SignedEvent.HEADER, event.signature())
                        .POST(HttpRequest.BodyPublishers.ofByteArray(event.body()))
                        .build();
        return CLIENT.sendAsync(request, BodyHandlers.discarding())
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
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }

    @Test
    @Order(2)
    void whatOneIsToldBothKnow() throws Exception {
        assertThat(dcs.webhooks().subscriptions()).hasSize(1);
        dcs.webhooks().clear();
        var a = REPLICAS.get(0);
        var b = REPLICAS.get(1);
        for (var replica : REPLICAS) {
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
        for (var replica : REPLICAS) {
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
        var millis = new double[50];
        for (int i = 0; i < millis.length; i++) {
            var start = System.nanoTime();
            assertThat(send(a, SignedEvent.of("book.updated", 4)).get()).isEqualTo(202);
            millis[i] = millisSince(start);
        }
        Arrays.sort(millis);
        LOG.infof(
                "An event is answered in %.1f ms (median of 50, the slowest %.1f ms)",
                millis[25], millis[49]);
        untilWorkedOff();
    }

    /** Some events go to both, as if DCS had two subscriptions. */
    private void floodsAreHarmless(PackagedService a, PackagedService b) throws Exception {
        dcs.resetCalls();
        dcs.books().update(4, "book_title", "Told a thousand times");
        var before = Integer.parseInt(text("SELECT count(*) FROM dcs_books.dcs_events"));
        var answers = new ArrayList<CompletableFuture<Integer>>();
        var start = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            var event = SignedEvent.of("book.updated", 4);
            answers.add(send(i % 2 == 0 ? a : b, event));
            if (i % 10 == 0) {
                answers.add(send(b, event));
            }
            if (i % 100 == 99) {
                assertThat(title(b)).startsWith("Told");
                for (var answer : answers) {
                    assertThat(answer.get()).isIn(200, 202);
                }
                answers.clear();
            }
        }
        var received = millisSince(start);
        for (var replica : REPLICAS) {
            until(() -> title(replica).equals("Told a thousand times"));
        }
        untilWorkedOff();
        assertThat(Integer.parseInt(text("SELECT count(*) FROM dcs_books.dcs_events")) - before)
                .isEqualTo(1_000);
        assertThat(text("SELECT count(*) FROM activities WHERE dcs_book_id = 4")).isEqualTo("53");
        LOG.infof(
                "1,000 events at both: received in %.0f ms, worked off in %.0f ms, %d"
                        + " calls of DCS",
                received, millisSince(start), dcs.calls());
        assertThat(dcs.calls()).isLessThan(500);
    }

    @Test
    @Order(3)
    void whatOneDoesNotLiveToDoAnotherDoes() throws Exception {
        var before = text("SELECT coalesce(max(id), 0) FROM dcs_books.dcs_events");
        dcs.faults().always("object", Fault.hang());
        var event = SignedEvent.of("book.updated", 4);
        assertThat(send(REPLICAS.get(0), event).get()).isEqualTo(202);
        until(
                () ->
                        "processing"
                                .equals(
                                        text(
                                                "SELECT status FROM dcs_books.dcs_events WHERE id > "
                                                        + before)));
        for (var replica : REPLICAS) {
            replica.process().destroyForcibly().waitFor();
        }
        assertThat(text("SELECT status FROM dcs_books.dcs_events WHERE id > " + before))
                .isEqualTo("processing");
        dcs.faults().clear();
        REPLICAS.add(replica("c"));
        untilWorkedOff();
        assertThat(text("SELECT attempts FROM dcs_books.dcs_events WHERE id > " + before))
                .isEqualTo("2");
        assertThat(text("SELECT count(*) FROM activities WHERE dcs_book_id = 4")).isEqualTo("53");
    }

    @Test
    @Order(1)
    void manyReplicasMakeOneSubscription() {
        until(() -> dcs.calls("createWebhook") + dcs.calls("updateWebhook") >= 1);
        assertThat(dcs.webhooks().subscriptions())
                .singleElement()
                .satisfies(one -> assertThat(one.getString("url")).isEqualTo(NOWHERE));
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
