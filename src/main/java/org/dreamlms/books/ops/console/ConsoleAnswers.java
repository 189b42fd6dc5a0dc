package org.dreamlms.books.ops.console;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.dreamlms.books.http.answer.AnswerSender;
import org.dreamlms.books.http.answer.Body;
import org.dreamlms.books.http.answer.ETags;
import org.dreamlms.books.http.answer.TaggedJson;

/** Sends bytes from memory with their entity tag, or 304; and plain answers of JSON. */
@ApplicationScoped
class ConsoleAnswers {

    private static final String JSON = "application/json";

    private final AnswerSender sender;

    ConsoleAnswers(AnswerSender sender) {
        this.sender = sender;
    }

    /** What does not change while nothing happens. */
    void tagged(RoutingContext routing, TaggedJson json) {
        tagged(routing, json, JSON);
    }

    /** Bytes of this type; a client that has them gets a 304. */
    void tagged(RoutingContext routing, TaggedJson bytes, String type) {
        var response =
                routing.response()
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                        .putHeader(HttpHeaders.ETAG, bytes.etag());
        var had = ETags.list(routing.request().headers(), HttpHeaders.IF_NONE_MATCH);
        if (ETags.matches(had, bytes.etag())) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, type);
            sender.send(routing, new Body(bytes.bytes()));
        }
    }

    /** What nobody keeps. */
    void once(RoutingContext routing, int status, JsonObject json) {
        routing.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .end(json.toBuffer());
    }
}
