package org.dreamlms.books.http.openapi;

import java.util.Set;
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
            "limit must be an integer from 1 to 1000",
            Route::readsInput),
    UNAUTHORIZED(
            ApiDocument.UNAUTHORIZED,
            "401",
            "No token was sent, or it is not good",
            "The token has expired",
            Route::wantsToken),
    FORBIDDEN(
            ApiDocument.FORBIDDEN,
            "403",
            "This is not for the role of the caller",
            "This is not for students",
            Route::wantsToken),
    NOT_FOUND(
            ApiDocument.NOT_FOUND,
            "404",
            "There is no such thing",
            "Book 999 not found in DCS",
            Route::namesOne),
    CONFLICT(
            ApiDocument.CONFLICT,
            "409",
            "It is there already, or in use",
            "The school has the book already",
            route -> false),
    STALE(
            ApiDocument.STALE,
            "412",
            "If-Match names another state than the present one",
            "It has been changed since it was read",
            route -> route.hasIfMatch() || route.method() == HttpMethod.GET && route.isTagged()),
    UNPROCESSABLE(
            ApiDocument.UNPROCESSABLE,
            "422",
            "The fields at fault are listed",
            "name must not be blank",
            route -> route.wantsToken() && route.operation().getRequestBody() != null),
    TOO_MANY(
            ApiDocument.TOO_MANY,
            "429",
            "Too many requests of this caller; see Retry-After",
            "Too many requests; try again in 5 seconds",
            route -> true),
    BAD_GATEWAY(
            ApiDocument.BAD_GATEWAY,
            "502",
            "DCS refuses this service's credentials or answers garbage",
            "DCS gave an answer that is not understood",
            Route::asksDcs),
    UNAVAILABLE(
            ApiDocument.UNAVAILABLE,
            "503",
            "The database, or DCS where it has to be asked, can't be reached; see Retry-After",
            "DCS can't be reached",
            route -> true);

    private final String component;
    private final String status;
    private final String description;
    private final String example;
    private final Predicate<Route> applies;

    CommonResponse(
            String component,
            String status,
            String description,
            String example,
            Predicate<Route> applies) {
        this.component = component;
        this.status = status;
        this.description = description;
        this.example = example;
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

    /** What the detail of such a problem may be. */
    String example() {
        return example;
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

        private static final Set<String> UNTAGGED =
                Set.of("/books/{id}/assets/presigned", "/books/batch");

        private static final Set<String> TAGGED_ROWS =
                Set.of("/assignments", "/assignments/{id}", "/assignments/{id}/for-edit");

        /** Whether links to it may be from before the migration. */
        boolean mayBeLegacy() {
            return method == HttpMethod.GET && path.startsWith("/books/{id}");
        }

        /** Whether it is the route of an image, whose parts can be asked for. */
        boolean isImage() {
            return path.endsWith("/cover")
                    || path.endsWith("/logo")
                    || path.contains("/page-image/");
        }

        /** Whether its answers have entity tags. */
        boolean isTagged() {
            return method == HttpMethod.GET && ofDcs() && !UNTAGGED.contains(path)
                    || TAGGED_ROWS.contains(path)
                            && !(method == HttpMethod.GET && path.equals("/assignments"));
        }

        /** Whether the client is told how a cache took part in its answers. */
        boolean isFromMemory() {
            return ofDcs()
                    && (method == HttpMethod.GET || path.equals("/books/batch"))
                    && !path.equals("/books/{id}/activities")
                    && !path.equals("/books/{id}/assets/presigned");
        }

        /** Whether there may be books in its answers that DCS had to be asked for. */
        boolean embedsBooks() {
            return !ofDcs() && wantsToken();
        }

        private boolean ofDcs() {
            return path.startsWith("/books") || path.startsWith("/publishers");
        }

        /** Rows and links are made without DCS. */
        boolean asksDcs() {
            var reads = method == HttpMethod.GET || path.equals("/books/batch");
            return reads && ofDcs() && !path.equals("/books/{id}/activities");
        }
    }
}
