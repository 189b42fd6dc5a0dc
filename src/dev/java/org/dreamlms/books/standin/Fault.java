package org.dreamlms.books.standin;

import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;

/** Something that goes wrong with one request, in place of the answer or before it. */
@FunctionalInterface
public interface Fault {

    /**
     * Does the damage.
     *
     * @param request the request that is hit
     * @param vertx for timers
     * @param answer sends the true answer; most faults never run it
     */
    void strike(HttpServerRequest request, Vertx vertx, Runnable answer);

    /** The true answer, this much later. */
    static Fault delay(Duration delay) {
        return (request, vertx, answer) ->
                vertx.setTimer(Math.max(1, delay.toMillis()), timer -> answer.run());
    }

    /** No answer, and the connection stays open. */
    static Fault hang() {
        return (request, vertx, answer) -> {};
    }

    /** The connection is closed in order, without an answer. */
    static Fault drop() {
        return (request, vertx, answer) -> request.connection().close();
    }

    /** The connection is reset (TCP RST), without an answer. */
    static Fault reset() {
        return (request, vertx, answer) -> reset(request.connection());
    }

    /** 500 in plain text, as DCS answers what it did not foresee. */
    static Fault serverError() {
        return answering(500, "text/plain; charset=utf-8", "Internal Server Error");
    }

    /** 503 in HTML, as the proxy in front of DCS answers. */
    static Fault unavailable() {
        return answering(
                503, "text/html", "<html><h1>503 Service Temporarily Unavailable</h1></html>");
    }

    /** 401, as for a token that was revoked. */
    static Fault unauthorized() {
        return answering(401, "application/json", "{\"detail\":\"Invalid token\"}");
    }

    /** 200 with something that looks like JSON and is none. */
    static Fault garbage() {
        return answering(200, "application/json", "{\"id\": 4, \"book_name\": BRA\u0000INS,,]");
    }

    /** 200 with a page in HTML. */
    static Fault wrongContentType() {
        return answering(200, "text/html", "<!doctype html><title>Sign in</title>");
    }

    /** 200 with half of the promised body, then the connection is closed. */
    static Fault truncated() {
        return (request, vertx, answer) ->
                request.response()
                        .putHeader("content-type", "application/json")
                        .putHeader("content-length", "4000")
                        .write("{\"publisher\":\"Universal ELT\",\"book_name\":\"BRA")
                        .onComplete(
                                written ->
                                        vertx.setTimer(20, timer -> request.connection().close()));
    }

    /**
     * 200 with JSON that does not end, as fast as it is taken: this beginning, then this part again
     * and again.
     */
    static Fault endless(String beginning, String part) {
        return endless(200, beginning, part);
    }

    /** An answer of this status that begins, and goes on with the same for ever. */
    static Fault endless(int status, String beginning, String part) {
        return (request, vertx, answer) -> {
            var response =
                    request.response()
                            .setStatusCode(status)
                            .setChunked(true)
                            .putHeader("content-type", "application/json");
            response.exceptionHandler(gone -> {});
            response.write(beginning);
            var parts = Buffer.buffer(part.repeat(Math.max(1, 16 * 1024 / part.length())));
            new Runnable() {
                @Override
                public void run() {
                    while (!response.closed() && !response.writeQueueFull()) {
                        response.write(parts);
                    }
                    if (!response.closed()) {
                        response.drainHandler(space -> run());
                    }
                }
            }.run();
        };
    }

    /** This answer, whatever was asked. */
    static Fault answering(int status, String contentType, String body) {
        return (request, vertx, answer) ->
                request.response()
                        .setStatusCode(status)
                        .putHeader("content-type", contentType)
                        .end(body);
    }

    private static void reset(HttpConnection connection) {
        ((ConnectionBase) connection).channel().config().setOption(ChannelOption.SO_LINGER, 0);
        connection.close();
    }
}
