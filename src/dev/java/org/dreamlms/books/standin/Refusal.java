package org.dreamlms.books.standin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** An error answer in one of the shapes DCS knows; thrown by a route, sent by the router. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String body;

    private Refusal(int status, Object detail) {
        super(null, null, false, false);
        this.status = status;
        this.body = new JsonObject().put("detail", detail).encode();
    }

    static Refusal of(int status, String detail) {
        return new Refusal(status, detail);
    }

    /** 422 as the validation of DCS words it; {@code where} starts with path, query or body. */
    static Refusal invalid(String type, JsonArray where, String message, Object input) {
        var error =
                new JsonObject()
                        .put("type", type)
                        .put("loc", where)
                        .put("msg", message)
                        .put("input", input);
        return new Refusal(422, new JsonArray().add(error));
    }

    static Refusal notAnInteger(String in, String name, Object input) {
        return invalid(
                "int_parsing",
                new JsonArray().add(in).add(name),
                "Input should be a valid integer, unable to parse string as an integer",
                input);
    }

    static Refusal missing(String in, String name) {
        return invalid("missing", new JsonArray().add(in).add(name), "Field required", null);
    }

    int status() {
        return status;
    }

    String body() {
        return body;
    }
}
