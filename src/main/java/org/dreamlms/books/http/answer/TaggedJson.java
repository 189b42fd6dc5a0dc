package org.dreamlms.books.http.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

/**
 * JSON with its entity tag, made once and sent many times.
 *
 * @param bytes UTF-8; nobody writes to it
 * @param etag a strong entity tag with its quotes
 */
public record TaggedJson(byte[] bytes, String etag) {

    /** JSON that is written already. */
    public static TaggedJson of(byte[] bytes) {
        return new TaggedJson(bytes, ETags.strong(bytes));
    }

    /** The value as JSON. */
    public static TaggedJson of(Object value, ObjectMapper mapper) {
        return of(value, mapper.writer());
    }

    /** The value as this writer writes it. */
    public static TaggedJson of(Object value, ObjectWriter writer) {
        try {
            return of(writer.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer could not be written as JSON", e);
        }
    }
}
