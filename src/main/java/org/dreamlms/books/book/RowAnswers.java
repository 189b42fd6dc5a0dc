package org.dreamlms.books.book;

import jakarta.ws.rs.core.Response;
import org.dreamlms.books.http.answer.CachePolicy;
import org.dreamlms.books.http.answer.Validators;

/** Answers made of rows, which say when DCS could not be asked for a book in them. */
public final class RowAnswers {

    private RowAnswers() {}

    /** An answer with this body. */
    public static Response.ResponseBuilder of(int status, Object body, EmbeddedBooks books) {
        return of(status, body, null, books);
    }

    /** An answer with this body, of a row with this entity tag. */
    public static Response.ResponseBuilder of(
            int status, Object body, String etag, EmbeddedBooks books) {
        var answer = of(status, body, etag);
        return books.degraded()
                ? answer.header(EmbeddedBooks.DEGRADED_HEADER, EmbeddedBooks.DEGRADED)
                : answer;
    }

    /** An answer with this body, which names no book. */
    public static Response.ResponseBuilder of(int status, Object body) {
        return of(status, body, (String) null);
    }

    private static Response.ResponseBuilder of(int status, Object body, String etag) {
        var answer = Response.status(status).entity(body);
        return new Validators(CachePolicy.ASK, etag, null).addTo(answer);
    }
}
