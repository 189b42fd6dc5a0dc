package org.dreamlms.books.http.problem;

import jakarta.ws.rs.core.Response.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dreamlms.books.http.problem.Problem.FieldError;

/** Ends a request with a problem answer. The message goes to the client: no internals in it. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String CHALLENGE = "WWW-Authenticate";
    private static final String RETRY_AFTER = "Retry-After";

    private final int status;
    private final transient List<FieldError> errors;
    private final transient Map<String, String> headers;

    /** How many errors an answer names: who sent more mends those first. */
    static final int MAX_ERRORS = 100;

    private ProblemException(int status, String detail, List<FieldError> errors) {
        this(status, detail, errors, Map.of());
    }

    private ProblemException(
            int status, String detail, List<FieldError> errors, Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.errors = List.copyOf(errors);
        this.headers = headers;
    }

    /** This problem with a header field in the response. */
    public ProblemException with(String header, String value) {
        return new ProblemException(status, getMessage(), errors, Map.of(header, value));
    }

    /** An answer with this status and this sentence. */
    public static ProblemException of(Status status, String detail) {
        return new ProblemException(status.getStatusCode(), detail, List.of());
    }

    /** 400: a path or query parameter, or the syntax of the body, is wrong. */
    public static ProblemException badRequest(List<FieldError> errors) {
        return of(400, errors);
    }

    /** 400 for a single field. */
    public static ProblemException badRequest(String field, String message) {
        return badRequest(List.of(new FieldError(field, message)));
    }

    /** 422: the body is well-formed, but what it asks for is not possible. */
    public static ProblemException unprocessable(List<FieldError> errors) {
        return of(422, errors);
    }

    /** 422 for a single field. */
    public static ProblemException unprocessable(String field, String message) {
        return unprocessable(List.of(new FieldError(field, message)));
    }

    /** 409: the request is in conflict with what is there. */
    public static ProblemException conflict(String field, String message) {
        return of(409, List.of(new FieldError(field, message)));
    }

    /** 401: the request does not say credibly who sends it (RFC 6750, 3.1). */
    public static ProblemException unauthorized(String detail) {
        return new ProblemException(401, detail, List.of())
                .with(CHALLENGE, "Bearer error=\"invalid_token\"");
    }

    /** 401: the request does not say who sends it; then no error is named (RFC 6750, 3.1). */
    public static ProblemException noToken() {
        return new ProblemException(401, "A token is required: Authorization: Bearer …", List.of())
                .with(CHALLENGE, "Bearer");
    }

    /** 403: the caller is known, and may not (RFC 6750, 3.1). */
    public static ProblemException forbidden(String detail) {
        return new ProblemException(403, detail, List.of())
                .with(CHALLENGE, "Bearer error=\"insufficient_scope\"");
    }

    /** In how many seconds to try again; empty where that is not known. */
    public Optional<Long> retryAfter() {
        return Optional.ofNullable(headers.get(RETRY_AFTER)).map(Long::valueOf);
    }

    /** 429 or 503: not now, but maybe after so many seconds. */
    public static ProblemException later(int status, String detail, long seconds) {
        return new ProblemException(status, detail, List.of())
                .with(RETRY_AFTER, String.valueOf(seconds));
    }

    /** 404 for a row that is not there. */
    public static ProblemException notFound(String what, Object id) {
        return new ProblemException(404, what + " " + id + " not found", List.of());
    }

    /** 412: the row has changed since the client read it. */
    public static ProblemException stale() {
        return new ProblemException(
                412, "It has been changed since you read it: read it again", List.of());
    }

    public int status() {
        return status;
    }

    /** The fields at fault; empty when no single field is. */
    public List<FieldError> errors() {
        return errors;
    }

    Map<String, String> headers() {
        return headers;
    }

    private static ProblemException of(int status, List<FieldError> errors) {
        var named = errors;
        if (errors.size() > MAX_ERRORS) {
            named = new ArrayList<>(errors.subList(0, MAX_ERRORS - 1));
            var others = errors.size() - named.size();
            named.add(new FieldError("body", "has %d more errors".formatted(others)));
        }
        return new ProblemException(status, sentence(named), named);
    }

    private static String sentence(List<FieldError> errors) {
        return String.join("; ", errors.stream().map(e -> e.field() + " " + e.message()).toList());
    }
}
