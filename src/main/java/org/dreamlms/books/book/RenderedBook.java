package org.dreamlms.books.book;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.dreamlms.books.caller.BookVisibility;
import org.dreamlms.books.http.answer.ETags;

/**
 * A book with its JSON and ETag, made once when it is fetched and sent many times.
 *
 * @param json UTF-8; nobody writes to it
 * @param etag a strong entity tag with its quotes
 * @param withoutPublisher the same for those who don't see the publisher's id; null when everybody
 *     sees it
 */
public record RenderedBook(Book book, byte[] json, String etag, RenderedBook withoutPublisher) {

    /** Some bytes that it takes: the JSON, the same once more in fields, and the objects. */
    long weight() {
        return 1_000
                + 3L * json.length
                + (withoutPublisher == null ? 0 : withoutPublisher.weight());
    }

    /** A book that looks the same to everybody. */
    public static RenderedBook of(Book book, ObjectWriter writer) {
        try {
            return of(book, writer.writeValueAsBytes(book), null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a book could not be written as JSON", e);
        }
    }

    /** A book of which some don't see the publisher's id. */
    public static RenderedBook withAndWithoutPublisher(Book book, ObjectMapper mapper) {
        try {
            ObjectNode json = mapper.valueToTree(book);
            var whole = mapper.writeValueAsBytes(json);
            json.remove("publisher_id");
            return of(book, whole, of(book, mapper.writeValueAsBytes(json), null));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a book could not be written as JSON", e);
        }
    }

    private static RenderedBook of(Book book, byte[] json, RenderedBook withoutPublisher) {
        return new RenderedBook(book, json, ETags.strong(json), withoutPublisher);
    }

    /** The book as a caller sees it who may see it. */
    public RenderedBook seenBy(BookVisibility caller) {
        return withoutPublisher != null && caller.hidesPublisher() ? withoutPublisher : this;
    }
}
