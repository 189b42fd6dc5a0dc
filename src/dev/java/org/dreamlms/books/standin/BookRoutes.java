package org.dreamlms.books.standin;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dreamlms.books.standin.Route.Access;

/** {@code /books…}: reading, and the changes that DCS tells its subscribers about. */
final class BookRoutes {

    private static final int BATCH_LIMIT = 100;
    private static final Set<String> CHANGEABLE =
            Set.of(
                    "book_name",
                    "book_title",
                    "book_cover",
                    "activity_count",
                    "activity_details",
                    "total_size",
                    "language",
                    "category",
                    "status");

    private final StandInDcs dcs;
    private final StandInBooks books;

    BookRoutes(StandInDcs dcs) {
        this.dcs = dcs;
        this.books = dcs.books();
    }

    List<Route> routes() {
        var access = Access.JWT_OR_KEY;
        return List.of(
                Route.of(HttpMethod.GET, "/books/", "list", access, this::list),
                Route.of(HttpMethod.POST, "/books/batch", "batch", access, this::batch),
                Route.of(HttpMethod.GET, "/books/([^/]+)", "book", access, this::get),
                Route.of(HttpMethod.PUT, "/books/([^/]+)", "update", access, this::update),
                Route.of(HttpMethod.DELETE, "/books/([^/]+)", "delete", access, this::delete),
                Route.of(HttpMethod.POST, "/books/([^/]+)/upload", "upload", access, this::upload));
    }

    private void list(Exchange exchange) {
        if (exchange.query("publisher_id") == null) {
            exchange.json(200, books.list());
        } else {
            exchange.json(200, books.listOf(exchange.intQuery("publisher_id", 0)));
        }
    }

    private void get(Exchange exchange) {
        exchange.json(existing(exchange));
    }

    private void batch(Exchange exchange) {
        if (!(exchange.jsonBody().getValue("ids") instanceof JsonArray ids)) {
            throw Refusal.missing("body", "ids");
        }
        if (ids.size() > BATCH_LIMIT) {
            throw Refusal.invalid(
                    "too_long",
                    new JsonArray().add("body").add("ids"),
                    "List should have at most 100 items after validation, not " + ids.size(),
                    ids);
        }
        var wanted = new LinkedHashSet<Integer>();
        for (int i = 0; i < ids.size(); i++) {
            wanted.add(batchId(ids.getValue(i), i));
        }
        exchange.json(200, books.batch(wanted));
    }

    private static int batchId(Object id, int index) {
        if (id instanceof Integer || id instanceof Long || id instanceof BigInteger) {
            return Exchange.int4(new BigInteger(id.toString()));
        }
        throw Refusal.invalid(
                "int_type",
                new JsonArray().add("body").add("ids").add(index),
                "Input should be a valid integer",
                id);
    }

    private void update(Exchange exchange) {
        var id = existing(exchange).getInteger("id");
        var fields = new JsonObject();
        exchange.jsonBody().stream()
                .filter(field -> CHANGEABLE.contains(field.getKey()))
                .forEach(field -> fields.put(field.getKey(), field.getValue()));
        dcs.update(id, fields);
        get(exchange);
    }

    private void delete(Exchange exchange) {
        dcs.delete(existing(exchange).getInteger("id"));
        exchange.response().setStatusCode(204).end();
    }

    private void upload(Exchange exchange) {
        var book = existing(exchange);
        dcs.upload(book.getInteger("id"), Upload.files(exchange.body()));
        exchange.json(new JsonObject().put("book_id", book.getInteger("id")));
    }

    private JsonObject existing(Exchange exchange) {
        return books.get(exchange.intPath(1, "book_id"))
                .orElseThrow(() -> Refusal.of(404, "Book not found"));
    }
}
