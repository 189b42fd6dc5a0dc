package org.dreamlms.books.book;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** The headers that every answer made of rows has in common. */
public final class RowAnswers {

    static final String CACHE_CONTROL = "private, no-cache";
    private static final String VARY = "Authorization, Accept-Encoding, Origin";

    private RowAnswers() {}

    /** An answer with this body; says so when DCS could not be asked for a book in it. */
    public static Response.ResponseBuilder of(int status, Object body, EmbeddedBooks books) {
        var answer = of(status, body);
        return books.degraded()
                ? answer.header(EmbeddedBooks.DEGRADED_HEADER, EmbeddedBooks.DEGRADED)
                : answer;
    }

    /** An answer with this body, which names no book. */
    public static Response.ResponseBuilder of(int status, Object body) {
        return Response.status(status)
                .entity(body)
                .header(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL)
                .header(HttpHeaders.VARY, VARY);
    }
}
