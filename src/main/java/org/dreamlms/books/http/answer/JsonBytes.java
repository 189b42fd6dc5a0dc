package org.dreamlms.books.http.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes answers into JSON where that can't wait until they are sent. */
@ApplicationScoped
public class JsonBytes {

    private final ObjectMapper mapper;

    JsonBytes(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The value as JSON, made for one answer. */
    public Body of(Object value) {
        try {
            return Body.own(mapper.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer could not be written as JSON", e);
        }
    }
}
