package org.dreamlms.books.standin;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.dreamlms.books.standin.Route.Access;

/** {@code /webhooks…}: who wants to be told. */
final class WebhookRoutes {

    private final StandInWebhooks webhooks;

    WebhookRoutes(StandInWebhooks webhooks) {
        this.webhooks = webhooks;
    }

    List<Route> routes() {
        var one = "/webhooks/([^/]+)";
        return List.of(
                Route.of(HttpMethod.GET, "/webhooks/", "webhooks", Access.STORAGE, this::list),
                Route.of(
                        HttpMethod.POST,
                        "/webhooks/",
                        "createWebhook",
                        Access.STORAGE,
                        this::create),
                Route.of(HttpMethod.PUT, one, "updateWebhook", Access.STORAGE, this::update),
                Route.of(HttpMethod.DELETE, one, "deleteWebhook", Access.STORAGE, this::delete));
    }

    private void list(Exchange exchange) {
        var all = new JsonArray();
        webhooks.subscriptions().stream().map(WebhookRoutes::shown).forEach(all::add);
        exchange.json(all);
    }

    private void create(Exchange exchange) {
        var wanted = checked(exchange.jsonBody());
        for (var field : List.of("url", "secret")) {
            if (!wanted.containsKey(field)) {
                throw Refusal.missing("body", field);
            }
        }
        exchange.json(201, shown(webhooks.subscribe(wanted)).toBuffer());
    }

    private void update(Exchange exchange) {
        var id = exchange.intPath(1, "webhook_id");
        var changed = webhooks.update(id, checked(exchange.jsonBody()));
        exchange.json(shown(changed.orElseThrow(WebhookRoutes::unknown)));
    }

    private void delete(Exchange exchange) {
        if (!webhooks.unsubscribe(exchange.intPath(1, "webhook_id"))) {
            throw unknown();
        }
        exchange.response().setStatusCode(204).end();
    }

    private static Refusal unknown() {
        return Refusal.of(404, "Webhook not found");
    }

    private static JsonObject checked(JsonObject wanted) {
        var secret = wanted.getString("secret");
        if (secret != null && (secret.length() < 16 || secret.length() > 255)) {
            var isShort = secret.length() < 16;
            throw Refusal.invalid(
                    isShort ? "string_too_short" : "string_too_long",
                    new JsonArray().add("body").add("secret"),
                    "String should have at "
                            + (isShort ? "least 16 characters" : "most 255 characters"),
                    secret);
        }
        return wanted;
    }

    private static JsonObject shown(JsonObject subscription) {
        var shown = subscription.copy();
        shown.remove("secret");
        return shown;
    }
}
