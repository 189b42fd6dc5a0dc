package org.dreamlms.books.http.answer;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answers of JSON with an entity tag: the JSON, or 304 when the client has it. */
@ApplicationScoped
public class JsonAnswers {

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private final AnswerSender sender;

    JsonAnswers(AnswerSender sender) {
        this.sender = sender;
    }

    /** The answer of a resource, from memory. */
    public static Response.ResponseBuilder of(
            TaggedJson json, CachePolicy policy, String cacheStatus, HttpServerRequest request) {
        var validators = new Validators(policy, json.etag(), cacheStatus);
        return of(new Body(json.bytes()), validators, request);
    }

    /**
     * The answer of a resource.
     *
     * @param json a {@link Body} or {@link StreamedBody}
     */
    public static Response.ResponseBuilder of(
            Object json, Validators validators, HttpServerRequest request) {
        return validators.answer(
                request, () -> Response.ok(json).type(MediaType.APPLICATION_JSON_TYPE));
    }

    /** Sends from memory what {@link #of} answers, from a route before REST. */
    public void send(
            RoutingContext routing, TaggedJson json, CachePolicy policy, String cacheStatus) {
        if (!new Validators(policy, json.etag(), cacheStatus).endsUnchanged(routing)) {
            routing.response().headers().set(HttpHeaders.CONTENT_TYPE, JSON);
            sender.send(routing, new Body(json.bytes()));
        }
    }
}
