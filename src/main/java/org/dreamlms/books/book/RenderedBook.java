package org.dreamlms.books.book;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import org.dreamlms.books.http.answer.ETags;

/**
 * A book with its JSON and ETag, made once when it is fetched and sent many times.
 *
 * @param json UTF-8; nobody writes to it
 * @param etag a strong entity tag with its quotes
 */
public record RenderedBook(Book book, byte[] json, String etag) {

    public static RenderedBook of(Book book, ObjectWriter writer) {
        try {
            var json = writer.writeValueAsBytes(book);
            return new RenderedBook(book, json, ETags.strong(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a book could not be written as JSON", e);
        }
    }
}
