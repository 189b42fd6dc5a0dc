package org.dreamlms.books.standin;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.dreamlms.books.standin.Route.Access;

/** {@code /publishers…}. */
final class PublisherRoutes {

    private static final int DEFAULT_LIMIT = 100;

    private final StandInPublishers publishers;

    PublisherRoutes(StandInPublishers publishers) {
        this.publishers = publishers;
    }

    List<Route> routes() {
        var access = Access.JWT_OR_KEY;
        var one = "/publishers/([^/]+)";
        return List.of(
                Route.of(HttpMethod.GET, "/publishers/", "publishers", access, this::list),
                Route.of(HttpMethod.GET, one, "publisher", access, this::get),
                Route.of(HttpMethod.GET, one + "/logo", "logo", access, this::logo));
    }

    private void list(Exchange exchange) {
        var skip = atLeast(0, "skip", exchange.intQuery("skip", 0));
        var limit = atLeast(1, "limit", exchange.intQuery("limit", DEFAULT_LIMIT));
        var all = publishers.all();
        var items = new JsonArray();
        all.stream().skip(skip).limit(limit).forEach(items::add);
        exchange.json(new JsonObject().put("items", items).put("total", all.size()));
    }

    private static int atLeast(int least, String name, int value) {
        if (value < least) {
            throw Refusal.invalid(
                    "greater_than_equal",
                    new JsonArray().add("query").add(name),
                    "Input should be greater than or equal to " + least,
                    Integer.toString(value));
        }
        return value;
    }

    private void get(Exchange exchange) {
        exchange.json(existing(exchange));
    }

    private void logo(Exchange exchange) {
        var id = existing(exchange).getInteger("id");
        var logo = publishers.logo(id).orElseThrow(() -> Refusal.of(404, "Logo not found"));
        exchange.response()
                .putHeader("content-type", "image/png")
                .end(logo.read(0, Math.toIntExact(logo.size())));
    }

    private JsonObject existing(Exchange exchange) {
        return publishers
                .get(exchange.intPath(1, "publisher_id"))
                .orElseThrow(() -> Refusal.of(404, "Publisher not found"));
    }
}
