package org.dreamlms.books.book;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.dreamlms.books.book.list.RenderedPage;
import org.dreamlms.books.cache.Found;
import org.dreamlms.books.http.answer.Body;
import org.dreamlms.books.http.answer.CachePolicy;
import org.dreamlms.books.http.answer.JsonAnswers;
import org.dreamlms.books.http.answer.Validators;

/** Answers that are made of many books. */
final class BookAnswers {

    private BookAnswers() {}

    /** The page, compressed for those who take it so, or 304 when the client has it. */
    static Response page(Found<?> found, RenderedPage page, HttpServerRequest request) {
        if (!acceptsGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING))) {
            return JsonAnswers.of(page.json(), CachePolicy.MINUTE, found.cacheStatus(), request)
                    .build();
        }
        return new Validators(CachePolicy.MINUTE, page.gzipEtag(), found.cacheStatus())
                .answer(request, () -> compressed(page))
                .build();
    }

    private static Response.ResponseBuilder compressed(RenderedPage page) {
        return Response.ok(new Body(page.gzip()))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CONTENT_ENCODING.toString(), "gzip");
    }

    /** Many books: an answer to a POST has no entity tag and is not kept. */
    static Response batch(BookLookup books, byte[] json) {
        var answer = Response.ok(Body.own(json)).type(MediaType.APPLICATION_JSON_TYPE);
        var status = books.fetched() ? "dcs-books; fwd=miss" : "dcs-books; hit";
        if (!books.unknown().isEmpty()) {
            answer.header(EmbeddedBooks.DEGRADED_HEADER, EmbeddedBooks.DEGRADED);
        }
        return new Validators(CachePolicy.NEVER, null, status).addTo(answer).build();
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
