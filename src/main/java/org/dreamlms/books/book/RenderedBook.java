package org.dreamlms.books.book;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.dreamlms.books.caller.BookVisibility;
import org.dreamlms.books.http.answer.TaggedJson;

/**
 * A book with its JSON and entity tag, made once when it is fetched and sent many times.
 *
 * @param withoutPublisher the same for those who don't see the publisher's id; null when everybody
 *     sees it
 */
public record RenderedBook(Book book, TaggedJson json, RenderedBook withoutPublisher) {

    /** Some bytes that it takes: the JSON, the same once more in fields, and the objects. */
    long weight() {
        return 1_000
                + 3L * json.bytes().length
                + (withoutPublisher == null ? 0 : withoutPublisher.weight());
    }

    /** A book that looks the same to everybody. */
    public static RenderedBook of(Book book, ObjectWriter writer) {
        return new RenderedBook(book, TaggedJson.of(book, writer), null);
    }

    /** A book of which some don't see the publisher's id. */
    public static RenderedBook withAndWithoutPublisher(Book book, ObjectMapper mapper) {
        ObjectNode json = mapper.valueToTree(book);
        var whole = TaggedJson.of(json, mapper);
        json.remove("publisher_id");
        var part = new RenderedBook(book, TaggedJson.of(json, mapper), null);
        return new RenderedBook(book, whole, part);
    }

    /** The book as a caller sees it who may see it. */
    public RenderedBook seenBy(BookVisibility caller) {
        return withoutPublisher != null && caller.hidesPublisher() ? withoutPublisher : this;
    }
}
