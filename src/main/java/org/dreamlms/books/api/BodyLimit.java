package org.dreamlms.books.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says in our own words that a body is too large: the framework, which holds the same limit, says
 * nothing. A body that does not announce its length is still cut off there.
 */
@ApplicationScoped
class BodyLimit {

    private static final int PRIORITY = 9_000;

    private final long limit;
    private final ProblemWriter problems;

    BodyLimit(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit,
            ProblemWriter problems) {
        this.limit = limit.asLongValue();
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext routing) {
        var request = routing.request();
        if (announced(request.getHeader(HttpHeaders.CONTENT_LENGTH)) <= limit) {
            routing.next();
            return;
        }
        if (request.version() != HttpVersion.HTTP_2) {
            // What is left of the body is not worth reading; HTTP/2 ends the stream by itself.
            routing.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        problems.send(routing, 413, "body", "must not be larger than %d bytes".formatted(limit));
    }

    private static long announced(String contentLength) {
        if (contentLength == null) {
            return 0;
        }
        try {
            return Long.parseLong(contentLength);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
