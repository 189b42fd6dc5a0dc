package org.dreamlms.books.standin;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.regex.MatchResult;

/** One request and its answer, in the words of the routes. */
final class Exchange {

    private static final BigInteger INT4_MAX = BigInteger.valueOf(Integer.MAX_VALUE);

    private final HttpServerRequest request;
    private final Buffer body;
    private final MatchResult path;

    Exchange(HttpServerRequest request, Buffer body, MatchResult path) {
        this.request = request;
        this.body = body;
        this.path = path;
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return request.response();
    }

    String path(int group) {
        return path.group(group);
    }

    String query(String name) {
        return request.getParam(name);
    }

    int intPath(int group, String name) {
        return int4("path", name, path(group));
    }

    int intQuery(String name, int fallback) {
        var value = query(name);
        return value == null ? fallback : int4("query", name, value);
    }

    Buffer body() {
        return body;
    }

    JsonObject jsonBody() {
        try {
            return body.toJsonObject();
        } catch (DecodeException | ClassCastException e) {
            throw Refusal.invalid(
                    "json_invalid", new JsonArray().add("body"), "JSON decode error", null);
        }
    }

    void json(Object json) {
        json(
                200,
                json instanceof JsonArray array
                        ? array.toBuffer()
                        : ((JsonObject) json).toBuffer());
    }

    void json(int status, Buffer json) {
        response().setStatusCode(status).putHeader("content-type", "application/json").end(json);
    }

    void refuse(Refusal refusal) {
        json(refusal.status(), Buffer.buffer(refusal.body()));
    }

    void crash() {
        response()
                .setStatusCode(500)
                .putHeader("content-type", "text/plain; charset=utf-8")
                .end("Internal Server Error");
    }

    /** What does not fit the database's integer type brings the real server down to a 500. */
    private static int int4(String in, String name, String text) {
        if (!text.matches("[+-]?\\d+")) {
            throw Refusal.notAnInteger(in, name, text);
        }
        return int4(new BigInteger(text));
    }

    static int int4(BigInteger value) {
        if (value.abs().compareTo(INT4_MAX) > 0) {
            throw new ArithmeticException("integer out of range");
        }
        return value.intValue();
    }
}
