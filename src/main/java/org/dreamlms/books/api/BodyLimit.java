package org.dreamlms.books.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
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
        var length = routing.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || Long.parseLong(length) <= limit) {
            routing.next();
            return;
        }
        // What is left of the body is not worth reading.
        routing.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        problems.send(routing, 413, "body", "must not be larger than %d bytes".formatted(limit));
    }
}
