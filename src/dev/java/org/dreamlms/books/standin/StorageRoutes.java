package org.dreamlms.books.standin;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.dreamlms.books.standin.Route.Access;

/** {@code /storage…}: the files of a book, under the names of its publisher and itself. */
final class StorageRoutes {

    private static final String BASE = "/storage/books/([^/]+)/([^/]+)";

    private final StandInDcs dcs;
    private final ObjectSender sender;
    private final Presigned presigned;

    StorageRoutes(StandInDcs dcs, ObjectSender sender, Presigned presigned) {
        this.dcs = dcs;
        this.sender = sender;
        this.presigned = presigned;
    }

    List<Route> routes() {
        return List.of(
                get(BASE, "tree", this::tree),
                get(BASE + "/config", "config", this::config),
                get(BASE + "/cover", "cover", this::cover),
                get(BASE + "/object", "object", this::object),
                get(BASE + "/presigned", "presigned", this::presign),
                Route.of(
                        HttpMethod.POST,
                        "/storage/restore",
                        "restore",
                        Access.JWT,
                        exchange -> trash(exchange, dcs::restore)),
                Route.of(
                        HttpMethod.DELETE,
                        "/storage/trash",
                        "purge",
                        Access.JWT,
                        exchange -> trash(exchange, dcs::purge)),
                Route.of(
                        HttpMethod.GET,
                        Presigned.PATH + "(.+)",
                        "presignedObject",
                        Access.OPEN,
                        presigned::send));
    }

    private static Route get(String path, String operation, Consumer<Exchange> action) {
        return Route.of(HttpMethod.GET, path, operation, Access.STORAGE, action);
    }

    private void tree(Exchange exchange) {
        exchange.json(dcs.files().tree(folder(exchange)));
    }

    private void config(Exchange exchange) {
        var file =
                dcs.file(folder(exchange) + "/config.json")
                        .orElseThrow(() -> Refusal.of(404, "config.json not found"));
        var text = file.read(0, Math.toIntExact(file.size())).toString(StandardCharsets.UTF_8);
        try {
            exchange.json(200, Json.encodeToBuffer(Json.decodeValue(text)));
        } catch (DecodeException e) {
            throw Refusal.of(502, "config.json is invalid");
        }
    }

    private void cover(Exchange exchange) {
        if (dcs.storageById()) {
            // The successor has no such route.
            throw Refusal.of(404, "Not Found");
        }
        var folder = folder(exchange);
        var name =
                dcs.books()
                        .named(publisher(exchange), exchange.path(2))
                        .map(book -> book.getString("book_cover"))
                        .orElseThrow(() -> Refusal.of(404, "Cover not found"));
        var file =
                dcs.file(folder + "/images/" + name)
                        .orElseThrow(() -> Refusal.of(404, "Cover not found"));
        sender.sendCover(exchange, name, file);
    }

    private void object(Exchange exchange) {
        var path = relativePath(exchange);
        var file =
                dcs.file(folder(exchange) + "/" + path)
                        .orElseThrow(() -> Refusal.of(404, "File not found"));
        sender.sendObject(exchange, path, file);
    }

    private void presign(Exchange exchange) {
        var key = folder(exchange) + "/" + relativePath(exchange);
        var expires = exchange.intQuery("expires", 3600);
        if (expires < 60 || expires > 86400) {
            var low = expires < 60;
            throw Refusal.invalid(
                    low ? "greater_than_equal" : "less_than_equal",
                    new JsonArray().add("query").add("expires"),
                    "Input should be "
                            + (low ? "greater than or equal to 60" : "less than or equal to 86400"),
                    Integer.toString(expires));
        }
        exchange.json(
                new JsonObject()
                        .put("url", presigned.url(key, expires))
                        .put("expires_in", expires));
    }

    private void trash(Exchange exchange, IntPredicate action) {
        var id = exchange.jsonBody().getInteger("book_id");
        if (id == null) {
            throw Refusal.missing("body", "book_id");
        }
        if (!action.test(id)) {
            throw Refusal.of(404, "Book not found");
        }
        exchange.json(new JsonObject().put("book_id", id));
    }

    private String folder(Exchange exchange) {
        return publisher(exchange) + "/" + checked(exchange.path(2));
    }

    /** The name under which the files lie, whatever the path calls the publisher. */
    private String publisher(Exchange exchange) {
        if (!dcs.storageById()) {
            return checked(exchange.path(1));
        }
        var id = exchange.intPath(1, "publisher_id");
        return dcs.publishers()
                .get(id)
                .map(row -> row.getString("name"))
                .orElseThrow(() -> Refusal.of(404, "Publisher not found"));
    }

    private static String relativePath(Exchange exchange) {
        var path = exchange.query("path");
        if (path == null) {
            throw Refusal.missing("query", "path");
        }
        return checked(path);
    }

    private static String checked(String path) {
        if (Arrays.asList(path.split("/")).contains("..")) {
            throw Refusal.of(400, "Invalid path");
        }
        return path;
    }
}
