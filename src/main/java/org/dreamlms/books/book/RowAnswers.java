package org.dreamlms.books.book;

import org.dreamlms.books.http.answer.CachePolicy;
import org.dreamlms.books.http.answer.Validators;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers made of rows, which say when DCS could not be asked for a book in them. */
public final class RowAnswers {

    private RowAnswers() {}

    /** An answer with this body. */
    public static <T> RestResponse.ResponseBuilder<T> of(int status, T body, EmbeddedBooks books) {
        return of(status, body, null, books);
    }

    /** An answer with this body, of a row with this entity tag. */
    public static <T> RestResponse.ResponseBuilder<T> of(
            int status, T body, String etag, EmbeddedBooks books) {
        var answer = tagged(status, body, etag);
        return books.degraded()
                ? answer.header(EmbeddedBooks.DEGRADED_HEADER, EmbeddedBooks.DEGRADED)
                : answer;
    }

    /** An answer with this body, which names no book. */
    public static <T> RestResponse.ResponseBuilder<T> of(int status, T body) {
        return tagged(status, body, null);
    }

    private static <T> RestResponse.ResponseBuilder<T> tagged(int status, T body, String etag) {
        var answer = RestResponse.ResponseBuilder.<T>create(status).entity(body);
        return new Validators(CachePolicy.ASK, etag, null).addTo(answer);
    }
}
