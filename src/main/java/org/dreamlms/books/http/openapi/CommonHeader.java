package org.dreamlms.books.http.openapi;

import java.util.List;
import java.util.function.BiPredicate;
import org.dreamlms.books.http.openapi.CommonResponse.Route;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** The headers of responses that clients work with, and which responses have them. */
enum CommonHeader {
    ETAG(
            "ETag",
            "Names this state: for If-None-Match, and for If-Match of an assignment",
            SchemaType.STRING,
            "\"9f86d081884c7d65\"",
            (route, status) -> route.isTagged() && isSuccess(status)),
    CACHE_STATUS(
            "Cache-Status",
            "Where the answer comes from, as RFC 9211 has it",
            SchemaType.STRING,
            "dcs-books; hit; ttl=287",
            (route, status) -> route.isFromMemory() && (isSuccess(status) || status.equals("404"))),
    RETRY_AFTER(
            "Retry-After",
            "In how many seconds to try again; may be missing with 503",
            SchemaType.INTEGER,
            5,
            (route, status) -> status.equals("429") || status.equals("503")),
    LOCATION(
            "Location",
            "The path of what was made, or of what was asked for",
            SchemaType.STRING,
            "/assignments/00000000-0000-4000-8000-000000000553",
            (route, status) ->
                    status.equals("308")
                            || status.equals("201") && route.path().equals("/assignments")),
    AUTHENTICATE(
            "WWW-Authenticate",
            "How to authenticate, and what is wrong with the token",
            SchemaType.STRING,
            "Bearer error=\"invalid_token\"",
            (route, status) -> status.equals("401") || status.equals("403")),
    PROXY_STATUS(
            "Proxy-Status",
            "Sent when DCS could not be asked for a book in the answer, as RFC 9209 has it",
            SchemaType.STRING,
            "dcs-books; error=destination_unavailable",
            (route, status) ->
                    (route.embedsBooks() || isOfActivities(route) || isBatch(route))
                            && isSuccess(status)),
    CONTENT_RANGE(
            "Content-Range",
            "Which bytes of the file these are",
            SchemaType.STRING,
            "bytes 0-9/40000",
            (route, status) -> status.equals("206") || status.equals("416")),
    TRUNCATED(
            "Dcs-Books-Truncated",
            "How many activities are left out, sent when there are any",
            SchemaType.STRING,
            "2",
            (route, status) -> isOfActivities(route) && status.equals("200"));

    private final String field;
    private final String description;
    private final SchemaType type;
    private final Object example;
    private final BiPredicate<Route, String> applies;

    CommonHeader(
            String field,
            String description,
            SchemaType type,
            Object example,
            BiPredicate<Route, String> applies) {
        this.field = field;
        this.description = description;
        this.type = type;
        this.example = example;
        this.applies = applies;
    }

    private static boolean isOfActivities(Route route) {
        return route.path().equals("/books/{id}/activities");
    }

    private static boolean isBatch(Route route) {
        return route.path().equals("/books/batch");
    }

    /** Or nearly one: the part of a file that is asked for is none. */
    private static boolean isSuccess(String status) {
        return List.of("200", "201", "206", "304", "416").contains(status);
    }

    String field() {
        return field;
    }

    boolean appliesTo(Route route, String status) {
        return applies.test(route, status);
    }

    /** The header as a component of the document. */
    Header component() {
        return OASFactory.createHeader()
                .description(description)
                .schema(OASFactory.createSchema().type(List.of(type)))
                .example(example);
    }
}
