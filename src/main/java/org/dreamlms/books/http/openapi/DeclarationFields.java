package org.dreamlms.books.http.openapi;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.dreamlms.books.http.RequestOrder;

/**
 * The fields of the TypeScript declarations, a file that the framework serves: it knows no type for
 * it, and calls public what wants a token.
 */
@ApplicationScoped
class DeclarationFields {

    private static final String PATH = "/dcs-books.d.ts";
    private static final String TYPE = "text/plain; charset=utf-8";
    private static final String CACHE_CONTROL = "private, no-cache";

    void register(@Observes Filters filters) {
        filters.register(DeclarationFields::begin, RequestOrder.DECLARATIONS);
    }

    private static void begin(RoutingContext routing) {
        if (PATH.equals(routing.request().path())) {
            routing.addHeadersEndHandler(end -> set(routing.response()));
        }
        routing.next();
    }

    private static void set(HttpServerResponse response) {
        if (response.getStatusCode() < 400) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, TYPE)
                    .putHeader(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL)
                    .putHeader(HttpHeaders.VARY, "Authorization");
        }
    }
}
