package org.dreamlms.books.book;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.dreamlms.books.book.list.RenderedPage;
import org.dreamlms.books.cache.Found;
import org.dreamlms.books.http.answer.Body;
import org.dreamlms.books.http.answer.ETags;
import org.dreamlms.books.http.answer.StreamedBody;

/** The headers that every answer made of books has in common. */
public final class BookAnswers {

    public static final String CACHE_CONTROL = "private, max-age=60, stale-while-revalidate=540";
    public static final String VARY = "Authorization, Accept-Encoding, Origin";
    public static final String CACHE_STATUS = "Cache-Status";

    private BookAnswers() {}

    /** The JSON, or 304 when the client has it. */
    public static Response json(
            Found<?> found, byte[] json, String etag, HttpServerRequest request) {
        return unlessKnown(etag, CACHE_CONTROL, request, () -> Response.ok(new Body(json)))
                .header(CACHE_STATUS, found.cacheStatus())
                .build();
    }

    /**
     * The JSON of rows, or 304 when the client has it. Clients ask each time, so that they see what
     * was written. Without {@code Cache-Status}: it comes from the database each time, and no cache
     * takes part in it.
     */
    public static Response.ResponseBuilder rows(
            StreamedBody json, String etag, HttpServerRequest request) {
        return unlessKnown(etag, RowAnswers.CACHE_CONTROL, request, () -> Response.ok(json));
    }

    /** JSON made of a book's files and of rows: clients ask each time, as for rows. */
    public static Response pageRows(
            Found<?> found, byte[] json, String etag, HttpServerRequest request) {
        return unlessKnown(
                        etag, RowAnswers.CACHE_CONTROL, request, () -> Response.ok(Body.own(json)))
                .header(CACHE_STATUS, found.cacheStatus())
                .build();
    }

    /** The page, compressed for those who take it so, or 304 when the client has it. */
    static Response page(Found<?> found, RenderedPage page, HttpServerRequest request) {
        if (!acceptsGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING))) {
            return json(found, page.json(), page.etag(), request);
        }
        return unlessKnown(
                        page.gzipEtag(),
                        CACHE_CONTROL,
                        request,
                        () ->
                                Response.ok(new Body(page.gzip()))
                                        .header(HttpHeaders.CONTENT_ENCODING.toString(), "gzip"))
                .header(CACHE_STATUS, found.cacheStatus())
                .build();
    }

    /** Many books: an answer to a POST has no validators and is not kept. */
    static Response batch(BookLookup books, byte[] json) {
        return Response.ok(Body.own(json))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(CACHE_STATUS, books.fetched() ? "dcs-books; fwd=miss" : "dcs-books; hit")
                .header(HttpHeaders.CACHE_CONTROL.toString(), "no-store")
                .header(HttpHeaders.VARY.toString(), VARY)
                .build();
    }

    private static Response.ResponseBuilder unlessKnown(
            String etag,
            String cacheControl,
            HttpServerRequest request,
            Supplier<Response.ResponseBuilder> body) {
        var known = ETags.matches(request.getHeader(HttpHeaders.IF_NONE_MATCH), etag);
        var answer =
                known ? Response.notModified() : body.get().type(MediaType.APPLICATION_JSON_TYPE);
        return answer.header(HttpHeaders.ETAG.toString(), etag)
                .header(HttpHeaders.CACHE_CONTROL.toString(), cacheControl)
                .header(HttpHeaders.VARY.toString(), VARY);
    }

    /**
     * RFC 9110, 12.5.3, as far as gzip is concerned: named, or covered by *, and not with a weight
     * of zero.
     */
    static boolean acceptsGzip(String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        Boolean any = null;
        for (var coding : acceptEncoding.split(",")) {
            var parts = coding.split(";");
            var name = parts[0].strip();
            var wanted = parts.length < 2 || !parts[1].strip().matches("q=0(\\.0*)?");
            if (name.equalsIgnoreCase("gzip")) {
                return wanted;
            }
            if (name.equals("*")) {
                any = wanted;
            }
        }
        return any != null && any;
    }
}
