package org.dreamlms.books.standin;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The subscriptions to events, and the sending of events to them. Thread-safe. */
public final class StandInWebhooks {

    private final ConcurrentSkipListMap<Integer, JsonObject> subscriptions =
            new ConcurrentSkipListMap<>();
    private final List<WebhookDelivery> deliveries = new CopyOnWriteArrayList<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final StandInDcs dcs;
    private final Vertx vertx;
    private final HttpClient client;
    private volatile List<Duration> pauses = List.of(Duration.ofSeconds(1), Duration.ofSeconds(2));
    private volatile Duration timeout = Duration.ofSeconds(30);

    StandInWebhooks(StandInDcs dcs, Vertx vertx) {
        this.dcs = dcs;
        this.vertx = vertx;
        this.client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
    }

    /** How long to wait before the second try, the third, … */
    public void pauses(Duration... pauses) {
        this.pauses = List.of(pauses);
    }

    /** How long a receiver may take to answer. */
    public void timeout(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Sends an event to every active subscription that wants it.
     *
     * @return what became of it at each of them, once the last try is over
     */
    public CompletableFuture<List<WebhookDelivery>> send(String event, JsonObject data) {
        var body =
                new JsonObject()
                        .put("event", event)
                        .put("timestamp", dcs.books().now())
                        .put("data", data)
                        .toBuffer();
        var sent =
                subscriptions.values().stream()
                        .filter(subscription -> wants(subscription, event))
                        .map(subscription -> attempt(subscription, event, body, 1))
                        .toList();
        return Future.join(sent)
                .map(all -> all.<WebhookDelivery>list())
                .toCompletionStage()
                .toCompletableFuture();
    }

    /** Sends an event about a book with the fields that DCS puts into it. */
    public CompletableFuture<List<WebhookDelivery>> sendBook(String event, JsonObject book) {
        var data = new JsonObject();
        for (var field :
                List.of(
                        "id",
                        "book_name",
                        "book_title",
                        "publisher",
                        "language",
                        "category",
                        "status")) {
            data.put(field, book.getValue(field));
        }
        return send(event, data);
    }

    /** Every webhook whose tries are over, in that order. */
    public List<WebhookDelivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /** Subscribes, as {@code POST /webhooks/} does; several may have the same URL. */
    public JsonObject subscribe(String url, String secret) {
        return subscribe(new JsonObject().put("url", url).put("secret", secret));
    }

    /** All subscriptions, secrets included. */
    public List<JsonObject> subscriptions() {
        return subscriptions.values().stream().map(JsonObject::copy).toList();
    }

    /** Ends all subscriptions and forgets the deliveries. */
    public void clear() {
        subscriptions.clear();
        deliveries.clear();
    }

    JsonObject subscribe(JsonObject wanted) {
        var now = dcs.books().now();
        var subscription =
                new JsonObject()
                        .put("id", lastId.incrementAndGet())
                        .put("url", wanted.getString("url"))
                        .put("secret", wanted.getString("secret"))
                        .put("description", wanted.getString("description"))
                        .put("is_active", wanted.getBoolean("is_active", true))
                        .put("event_types", wanted.getString("event_types"))
                        .put("created_at", now)
                        .put("updated_at", now);
        subscriptions.put(subscription.getInteger("id"), subscription);
        return subscription.copy();
    }

    Optional<JsonObject> update(int id, JsonObject fields) {
        var changed =
                subscriptions.computeIfPresent(
                        id,
                        (key, old) ->
                                old.copy()
                                        .mergeIn(fields)
                                        .put("id", id)
                                        .put("updated_at", dcs.books().now()));
        return Optional.ofNullable(changed);
    }

    boolean unsubscribe(int id) {
        return subscriptions.remove(id) != null;
    }

    private static boolean wants(JsonObject subscription, String event) {
        var types = subscription.getString("event_types");
        return subscription.getBoolean("is_active")
                && (types == null
                        || types.isBlank()
                        || Arrays.asList(types.split("\\s*,\\s*")).contains(event));
    }

    private Future<WebhookDelivery> attempt(
            JsonObject subscription, String event, Buffer body, int number) {
        return post(subscription, body)
                .otherwise(false)
                .compose(
                        delivered -> {
                            if (delivered || number > pauses.size()) {
                                return over(subscription, event, body, number, delivered);
                            }
                            var pause = Math.max(1, pauses.get(number - 1).toMillis());
                            return vertx.timer(pause, TimeUnit.MILLISECONDS)
                                    .compose(
                                            done -> attempt(subscription, event, body, number + 1));
                        });
    }

    private Future<WebhookDelivery> over(
            JsonObject subscription, String event, Buffer body, int tries, boolean delivered) {
        var delivery =
                new WebhookDelivery(
                        event, subscription.getString("url"), body.toString(), tries, delivered);
        deliveries.add(delivery);
        return Future.succeededFuture(delivery);
    }

    private Future<Boolean> post(JsonObject subscription, Buffer body) {
        var signature = Hmac.sha256(subscription.getString("secret"), body.getBytes());
        var options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(subscription.getString("url"))
                        .setTimeout(timeout.toMillis())
                        .putHeader("Content-Type", "application/json")
                        .putHeader(
                                "X-Webhook-Signature",
                                "sha256=" + HexFormat.of().formatHex(signature))
                        .putHeader("User-Agent", "Dream-Central-Storage-Webhook/1.0");
        return client.request(options)
                .compose(request -> request.send(body))
                .map(response -> response.statusCode() / 100 == 2);
    }
}
