package org.dreamlms.books.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.dreamlms.books.api.Problem.FieldError;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says in our own words that a body is too large: the framework, which holds the same limit, says
 * nothing. A body that does not announce its length is still cut off there.
 */
@ApplicationScoped
class BodyLimit {

    private static final int PRIORITY = 9_000;

    private final long limit;
    private final ObjectMapper mapper;

    BodyLimit(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit,
            ObjectMapper mapper) {
        this.limit = limit.asLongValue();
        this.mapper = mapper;
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
        var error = new FieldError("body", "must not be larger than %d bytes".formatted(limit));
        var problem =
                Problems.of(
                        413,
                        error.field() + " " + error.message(),
                        List.of(error),
                        routing.request().path());
        // What is left of the body is not worth reading.
        routing.response()
                .setStatusCode(413)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(json(problem));
    }

    private String json(Problem problem) {
        try {
            return mapper.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem could not be written as JSON", e);
        }
    }
}
