package org.dreamlms.books.webhook;

import static com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.dreamlms.books.http.problem.ProblemException;

/**
 * An event as DCS sends it: {@code {"event","timestamp","data":{"id",…}}}.
 *
 * @param body as it came
 * @param name of the event, as it came, but for what can't be stored
 * @param time when DCS says it happened; null when it does not say so understandably
 * @param id of the book or of the publisher; 0 for other events
 */
record DcsEvent(String body, EventType type, String name, OffsetDateTime time, int id) {

    private static final int MAX_NAME = 255;

    /**
     * Reads a body whose signature is good.
     *
     * @throws ProblemException 400 when it is no event
     */
    static DcsEvent read(byte[] bytes, ObjectMapper mapper) {
        var body = text(bytes);
        var json = json(body, mapper);
        var name = json.path("event");
        if (!name.isTextual() || name.asText().isBlank()) {
            throw ProblemException.badRequest("event", "must be the name of an event");
        }
        var type = EventType.of(name.asText());
        return new DcsEvent(
                body,
                type,
                storable(name.asText()),
                time(json.path("timestamp").asText("")),
                type == EventType.OTHER ? 0 : id(json.path("data").path("id")));
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw notJson();
        }
    }

    private static JsonNode json(String body, ObjectMapper mapper) {
        try {
            var json = mapper.reader().with(FAIL_ON_TRAILING_TOKENS).readTree(body);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw notJson();
        }
        throw ProblemException.badRequest("body", "must be a JSON object");
    }

    private static ProblemException notJson() {
        return ProblemException.badRequest("body", "is not valid JSON in UTF-8");
    }

    private static int id(JsonNode id) {
        if (!id.isIntegralNumber() || !id.canConvertToInt() || id.asInt() < 1) {
            throw ProblemException.badRequest("data.id", "must be an integer from 1 to 2147483647");
        }
        return id.asInt();
    }

    private static OffsetDateTime time(String text) {
        try {
            var time = OffsetDateTime.parse(text);
            return time.getYear() >= 1 && time.getYear() <= 9999 ? time : null;
        } catch (DateTimeException e) {
            // It is for the log only: nothing depends on it.
            return null;
        }
    }

    private static String storable(String name) {
        var cut = name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
        return cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    }
}
