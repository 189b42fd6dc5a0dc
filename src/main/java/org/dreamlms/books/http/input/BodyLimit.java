package org.dreamlms.books.http.input;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.dreamlms.books.http.RequestOrder;
import org.dreamlms.books.http.problem.ProblemWriter;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says in our own words that a body is too large: the framework, which holds the same limit, says
 * nothing. Of a body that does not announce its length {@link RequestBodies} reads no more.
 */
@ApplicationScoped
public class BodyLimit {

    private static final String KEY = BodyLimit.class.getName();

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
                    if (!refuses(routing)) {
                        routing.next();
                    }
                },
                RequestOrder.BODY_LIMIT);
    }

    /**
     * Allows this request a smaller body, and answers 413 when it announces a larger one. Nothing
     * of it is read here.
     *
     * @param bytes how many it may have
     * @return whether the request was answered
     */
    public boolean refuses(RoutingContext routing, long bytes) {
        routing.put(KEY, bytes);
        return refuses(routing);
    }

    private boolean refuses(RoutingContext routing) {
        if (announced(routing.request().getHeader(HttpHeaders.CONTENT_LENGTH)) <= of(routing)) {
            return false;
        }
        closeAfter(routing);
        refuse(routing);
        return true;
    }

    /** How many bytes the body of this request may have. */
    long of(RoutingContext routing) {
        Long own = routing.get(KEY);
        return own == null ? limit : own;
    }

    /** Answers 413. */
    void refuse(RoutingContext routing) {
        problems.send(
                routing, 413, "body", "must not be larger than %d bytes".formatted(of(routing)));
    }

    /**
     * Has the connection closed after the answer: what is left of the body is not worth reading.
     * HTTP/2 ends the stream by itself.
     */
    static void closeAfter(RoutingContext routing) {
        var request = routing.request();
        if (request.version() != HttpVersion.HTTP_2) {
            routing.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            routing.addEndHandler(sent -> request.connection().close());
        }
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
