package org.dreamlms.books.standin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stand-in's webhooks are signed, repeated and given up as the real ones. */
class StandInWebhooksTest {

    private static final String SECRET = "sixteen letters!";

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedDeque<Integer> statuses = new ConcurrentLinkedDeque<>();
    private StandInDcs dcs;
    private HttpServer receiver;
    private String url;

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::receive);
        receiver.start();
        url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
        dcs = StandInDcs.start(0);
        dcs.webhooks().pauses(Duration.ofMillis(10), Duration.ofMillis(20));
    }

    @AfterEach
    void stop() {
        dcs.close();
        receiver.stop(0);
    }

    @Test
    void eventIsSignedAndHasTheFieldsOfTheRealOne() throws Exception {
        dcs.webhooks().subscribe(url, SECRET);
        send("book.updated");
        var headers = received.get(0).headers();
        assertEquals("application/json", headers.getFirst("Content-Type"));
        assertEquals("Dream-Central-Storage-Webhook/1.0", headers.getFirst("User-Agent"));
        var signature = HexFormat.of().formatHex(Hmac.sha256(SECRET, received.get(0).body()));
        assertEquals("sha256=" + signature, headers.getFirst("X-Webhook-Signature"));
        var event = new JsonObject(new String(received.get(0).body()));
        assertEquals(List.of("event", "timestamp", "data"), List.copyOf(event.fieldNames()));
        assertEquals(
                "{\"id\":5,\"book_name\":\"DraftOnly\",\"book_title\":\"retry test\","
                        + "\"publisher\":\"Dream Press\",\"language\":\"en\",\"category\":\"\","
                        + "\"status\":\"draft\"}",
                event.getJsonObject("data").encode());
    }

    @Test
    void whatIsNotAcceptedComesThreeTimesTheSameAndThenNoMore() throws Exception {
        dcs.webhooks().subscribe(url, SECRET);
        statuses.addAll(List.of(500, 302, 404));
        var lost = send("book.updated").get(0);
        assertEquals(3, lost.tries());
        assertFalse(lost.delivered());
        assertEquals(3, received.size());
        assertArrayEquals(received.get(0).body(), received.get(2).body());
        statuses.add(503);
        var late = send("book.updated").get(0);
        assertEquals(2, late.tries());
        assertTrue(late.delivered());
    }

    @Test
    void onlyActiveSubscriptionsThatWantTheEventGetIt() throws Exception {
        dcs.webhooks().subscribe(subscription().put("is_active", false));
        dcs.webhooks().subscribe(subscription().put("event_types", "book.created,book.deleted"));
        assertEquals(0, send("book.updated").size());
        assertEquals(1, send("book.deleted").size());
    }

    @Test
    void archivingSaysUpdatedDeletingSaysDeletedTheRestNothing() throws Exception {
        dcs.webhooks().subscribe(url, SECRET);
        dcs.archive(1);
        awaitEvents(1);
        assertTrue(dcs.webhooks().deliveries().get(0).body().contains("\"archived\""));
        dcs.delete(2);
        awaitEvents(2);
        dcs.restore(2);
        dcs.delete(2);
        awaitEvents(3);
        dcs.purge(2);
        dcs.upload(4, Map.of());
        awaitEvents(4);
        var events = dcs.webhooks().deliveries().stream().map(WebhookDelivery::event).toList();
        assertEquals(
                List.of("book.updated", "book.deleted", "book.deleted", "book.updated"), events);
    }

    @Test
    void subscriptionsAreKeptByHttp() throws Exception {
        var caller = new DcsCaller(dcs);
        var wanted = subscription().encode();
        assertEquals(201, caller.call("POST", "/webhooks/", wanted).statusCode());
        assertEquals(201, caller.call("POST", "/webhooks/", wanted).statusCode());
        var all = new JsonArray(caller.get("/webhooks/").body());
        assertEquals(2, all.size());
        var id = all.getJsonObject(0).getInteger("id");
        var changed = caller.call("PUT", "/webhooks/" + id, "{\"is_active\":false}");
        assertFalse(new JsonObject(changed.body()).getBoolean("is_active"));
        assertEquals(204, caller.call("DELETE", "/webhooks/" + id, null).statusCode());
        assertEquals(404, caller.call("DELETE", "/webhooks/" + id, null).statusCode());
        var weak = subscription().put("secret", "fifteen letters").encode();
        assertEquals(422, caller.call("POST", "/webhooks/", weak).statusCode());
    }

    private JsonObject subscription() {
        return new JsonObject().put("url", url).put("secret", SECRET);
    }

    private List<WebhookDelivery> send(String event) throws Exception {
        var book = dcs.books().get(5).orElseThrow();
        return dcs.webhooks().sendBook(event, book).get(3, TimeUnit.MINUTES);
    }

    private void awaitEvents(int count) throws InterruptedException {
        for (int i = 0; i < 18_000 && dcs.webhooks().deliveries().size() < count; i++) {
            Thread.sleep(10);
        }
        assertEquals(count, dcs.webhooks().deliveries().size());
    }

    private void receive(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        received.add(new Received(exchange.getRequestHeaders(), body));
        var status = statuses.poll();
        exchange.sendResponseHeaders(status == null ? 202 : status, -1);
        exchange.close();
    }

    private record Received(Headers headers, byte[] body) {}
}
