package org.dreamlms.books.http.openapi;

import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * The responses that follow from what a route is: which status, in which words, on which routes. A
 * route that has another reason for one of them says so by an annotation, which counts more.
 */
enum CommonResponse {
    BAD_REQUEST(
            ApiDocument.BAD_REQUEST,
            "400",
            "A path or query parameter, or the JSON, is malformed",
            Route::readsInput),
    UNAUTHORIZED(
            ApiDocument.UNAUTHORIZED,
            "401",
            "No token was sent, or it is not good",
            Route::wantsToken),
    FORBIDDEN(
            ApiDocument.FORBIDDEN,
            "403",
            "This is not for the role of the caller",
            Route::wantsToken),
    NOT_FOUND(ApiDocument.NOT_FOUND, "404", "There is no such thing", Route::namesOne),
    CONFLICT(ApiDocument.CONFLICT, "409", "It is there already, or in use", route -> false),
    STALE(
            ApiDocument.STALE,
            "412",
            "If-Match names another state than the present one",
            Route::hasIfMatch),
    UNPROCESSABLE(
            ApiDocument.UNPROCESSABLE,
            "422",
            "The fields at fault are listed",
            route -> route.wantsToken() && route.operation().getRequestBody() != null),
    TOO_MANY(
            ApiDocument.TOO_MANY,
            "429",
            "Too many requests of this caller; see Retry-After",
            route -> true),
    BAD_GATEWAY(
            ApiDocument.BAD_GATEWAY,
            "502",
            "DCS refuses this service's credentials or answers garbage",
            Route::asksDcs),
    UNAVAILABLE(
            ApiDocument.UNAVAILABLE,
            "503",
            "The database, or DCS where it has to be asked, can't be reached; see Retry-After",
            route -> true);

    private final String component;
    private final String status;
    private final String description;
    private final Predicate<Route> applies;

    CommonResponse(String component, String status, String description, Predicate<Route> applies) {
        this.component = component;
        this.status = status;
        this.description = description;
        this.applies = applies;
    }

    String component() {
        return component;
    }

    String status() {
        return status;
    }

    String description() {
        return description;
    }

    boolean appliesTo(Route route) {
        return applies.test(route);
    }

    /** One operation of the document. */
    record Route(String path, HttpMethod method, Operation operation) {

        private static final String SIGNED = "/webhooks/";

        /** Webhooks are signed instead. */
        boolean wantsToken() {
            return !path.startsWith(SIGNED);
        }

        boolean readsInput() {
            return operation.getRequestBody() != null
                    || (operation.getParameters() != null && !operation.getParameters().isEmpty());
        }

        boolean namesOne() {
            return path.contains("{id}");
        }

        boolean hasIfMatch() {
            return operation.getParameters() != null
                    && operation.getParameters().stream()
                            .map(Parameter::getName)
                            .anyMatch("If-Match"::equals);
        }

        /** Rows and links are made without DCS. */
        boolean asksDcs() {
            var reads = method == HttpMethod.GET || path.equals("/books/batch");
            return reads
                    && (path.startsWith("/books") || path.startsWith("/publishers"))
                    && !path.equals("/books/{id}/activities");
        }
    }
}
