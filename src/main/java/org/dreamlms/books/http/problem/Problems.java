package org.dreamlms.books.http.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.dreamlms.books.http.AllowedMethods;
import org.dreamlms.books.http.PublicPath;
import org.dreamlms.books.http.problem.Problem.FieldError;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every exception that leaves a resource, ours or the framework's, into a problem answer. */
public final class Problems {

    private static final UnexpectedLog UNEXPECTED =
            new UnexpectedLog(Logger.getLogger(Problems.class), Clock.systemUTC());

    @ServerExceptionMapper
    Response ours(ProblemException e, HttpServerRequest request) {
        var answer = answer(e.status(), e.getMessage(), e.errors(), request);
        e.retryAfter()
                .ifPresent(
                        seconds ->
                                answer.entity(
                                        of(
                                                        e.status(),
                                                        e.getMessage(),
                                                        e.errors(),
                                                        PublicPath.asked(request))
                                                .retryAfter(seconds)));
        e.headers().forEach(answer::header);
        return answer.build();
    }

    @ServerExceptionMapper
    Response framework(WebApplicationException e, HttpServerRequest request) {
        if (e.getCause() instanceof ProblemException ours) {
            // What reads a typed parameter has thrown it.
            return ours(ours, request);
        }
        var from = e.getResponse();
        var json = jsonCause(e);
        if (json != null && from.getStatus() == 400) {
            return malformed(json, request);
        }
        if (from.getStatus() < 400) {
            return from;
        }
        if (from.getStatus() >= 500) {
            return unexpected(e, request);
        }
        var answer =
                answer(from.getStatus(), sentence(from.getStatus(), request), List.of(), request);
        if (from.getStatus() == 405) {
            answer.header(HttpHeaders.ALLOW, AllowedMethods.of(request.path()));
        }
        return answer.build();
    }

    // The framework has mappers of its own for the others: only naming them overrides those.
    @ServerExceptionMapper({
        JsonProcessingException.class,
        MismatchedInputException.class,
        InvalidDefinitionException.class
    })
    Response malformed(JsonProcessingException e, HttpServerRequest request) {
        var path = wellFormed(e) && e instanceof JsonMappingException mapping ? field(mapping) : "";
        var error =
                path.isEmpty()
                        ? new FieldError(
                                "body",
                                (wellFormed(e)
                                                ? "does not have the right shape"
                                                : "is not valid JSON")
                                        + place(e.getLocation()))
                        : new FieldError(path, "has the wrong type");
        var status = path.isEmpty() ? 400 : 422;
        return answer(status, error.field() + " " + error.message(), List.of(error), request)
                .build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable e, HttpServerRequest request) {
        UNEXPECTED.say(e, request, 500);
        return answer(500, "Something went wrong on our side", List.of(), request).build();
    }

    /** A problem answer to add headers to; never cached. */
    public static Response.ResponseBuilder answer(
            int status, String detail, List<FieldError> errors, HttpServerRequest request) {
        return Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(of(status, detail, errors, PublicPath.asked(request)));
    }

    /** The problem itself, for those who write the answer by other means. */
    public static Problem of(int status, String detail, List<FieldError> errors, String instance) {
        var known = Status.fromStatusCode(status);
        var title = known != null ? known.getReasonPhrase() : "Unprocessable Content";
        return new Problem(
                "about:blank",
                title,
                status,
                detail,
                instance,
                errors.isEmpty() ? null : errors,
                null);
    }

    private static String sentence(int status, HttpServerRequest request) {
        return switch (status) {
            case 404 -> "There is nothing at " + PublicPath.asked(request);
            case 405 ->
                    "%s does not answer %s".formatted(PublicPath.asked(request), request.method());
            case 406 -> "The types named in Accept are not on offer here";
            case 415 -> "The body must be JSON, with Content-Type: application/json";
            default -> "The request can't be answered as it was sent";
        };
    }

    private static boolean wellFormed(JsonProcessingException e) {
        return !(e instanceof StreamReadException)
                && !(e.getCause() instanceof StreamReadException);
    }

    private static JsonProcessingException jsonCause(Throwable e) {
        for (var cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonProcessingException json) {
                return json;
            }
        }
        return null;
    }

    private static String field(JsonMappingException e) {
        return e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }

    private static String place(JsonLocation at) {
        return at == null
                ? ""
                : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
    }
}
