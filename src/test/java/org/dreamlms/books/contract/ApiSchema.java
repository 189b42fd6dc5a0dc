package org.dreamlms.books.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.ValidationMessage;
import java.util.function.Predicate;

/**
 * What our own OpenAPI document says of answers: since OpenAPI 3.1, its schemas are JSON Schema.
 */
public final class ApiSchema {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private final JsonNode document;

    /**
     * @param openApi the document as JSON
     */
    public ApiSchema(String openApi) throws JsonProcessingException {
        document = MAPPER.readTree(openApi);
        assertThat(document.path("openapi").asText()).startsWith("3.1");
    }

    /** The answer is one that the document promises for this operation, such as "GET /books". */
    public void assertAllows(String operation, JsonNode answer) {
        check(operation, answer, message -> true);
    }

    /** The same, but fields may be missing: what the screens need is a part of what we answer. */
    public void assertAllowsPart(String operation, JsonNode part) {
        check(operation, part, message -> !message.getType().equals("required"));
    }

    private void check(String operation, JsonNode answer, Predicate<ValidationMessage> counts) {
        var messages =
                OpenApiSchemas.of(schema(operation), document).validate(answer).stream()
                        .filter(counts)
                        .toList();
        assertThat(messages).as("%s: %s", operation, answer).isEmpty();
    }

    private JsonNode schema(String operation) {
        var method =
                operation.substring(0, operation.indexOf(' ')).toLowerCase(java.util.Locale.ROOT);
        var path = operation.substring(operation.indexOf(' ') + 1);
        var responses = document.path("paths").path(path).path(method).path("responses");
        var content = responses.path(responses.has("201") ? "201" : "200").path("content");
        var schema = content.path("application/json").path("schema");
        assertThat(schema.isObject()).as("a schema of %s", operation).isTrue();
        return schema;
    }
}
