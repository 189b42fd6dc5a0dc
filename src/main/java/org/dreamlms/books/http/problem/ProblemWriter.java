package org.dreamlms.books.http.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.dreamlms.books.http.PublicPath;
import org.dreamlms.books.http.problem.Problem.FieldError;

/** Sends problems where REST is not reached, in the same words. */
@ApplicationScoped
public class ProblemWriter {

    private final ObjectMapper mapper;

    ProblemWriter(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Ends the request with this problem. */
    public void send(RoutingContext routing, ProblemException e) {
        e.headers().forEach(routing.response()::putHeader);
        var problem = of(routing, e.status(), e.getMessage(), e.errors());
        send(routing, e.retryAfter().map(problem::retryAfter).orElse(problem));
    }

    /** Ends the request with this status and this field at fault. */
    public void send(RoutingContext routing, int status, String field, String message) {
        var errors = List.of(new FieldError(field, message));
        send(routing, of(routing, status, field + " " + message, errors));
    }

    private static Problem of(
            RoutingContext routing, int status, String detail, List<FieldError> errors) {
        return Problems.of(
                status, detail, errors, PublicPath.of(routing) + routing.request().path());
    }

    private void send(RoutingContext routing, Problem problem) {
        routing.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
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
