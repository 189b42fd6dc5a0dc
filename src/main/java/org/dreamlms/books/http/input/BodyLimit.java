package org.dreamlms.books.http.input;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.dreamlms.books.http.problem.BodyTooLarge;
import org.dreamlms.books.http.problem.ProblemWriter;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says in our own words that a body is too large: the framework, which holds the same limit, says
 * nothing. Of a body that does not announce its length {@link BoundedBodies} reads no more.
 */
@ApplicationScoped
public class BodyLimit {

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
        filters.register(
                routing -> {
                    if (!refuses(routing, limit)) {
                        routing.next();
                    }
                },
                PRIORITY);
    }

    /**
     * The framework counts what has come, be it read or not, and ends the request when it is too
     * much: it must not be there before {@link BoundedBodies}.
     */
    void register(@Observes Router router) {
        router.route()
                .order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1)
                .handler(
                        routing -> {
                            routing.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, 2 * limit);
                            routing.next();
                        });
    }

    /** How many bytes a body may have. */
    long bytes() {
        return limit;
    }

    /**
     * Answers 413 when the body announces that it is larger than this. Whatever it says, nothing of
     * it is read here.
     *
     * @param bytes how many it may have
     * @return whether the request was answered
     */
    public boolean refuses(RoutingContext routing, long bytes) {
        var request = routing.request();
        if (announced(request.getHeader(HttpHeaders.CONTENT_LENGTH)) <= bytes) {
            return false;
        }
        if (request.version() != HttpVersion.HTTP_2) {
            // What is left of the body is not worth reading; HTTP/2 ends the stream by itself.
            routing.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        problems.send(routing, 413, BodyTooLarge.FIELD, BodyTooLarge.message(bytes));
        return true;
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
