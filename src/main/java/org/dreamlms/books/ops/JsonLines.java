package org.dreamlms.books.ops;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.jboss.logmanager.formatters.StructuredFormatter;

/**
 * Log records as JSON objects, one a line; times are in UTC, a stack trace is one text. The log
 * manager's own formatter for JSON needs a library that its class loader does not see.
 */
final class JsonLines extends StructuredFormatter {

    private static final JsonFactory JSON =
            new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    JsonLines() {
        setZoneId("UTC");
        setExceptionOutputType(ExceptionOutputType.FORMATTED);
    }

    @Override
    protected Generator createGenerator(Writer writer) throws IOException {
        return new Json(JSON.createGenerator(writer));
    }

    private record Json(JsonGenerator json) implements Generator {

        @Override
        public Generator begin() throws IOException {
            json.writeStartObject();
            return this;
        }

        @Override
        public Generator add(String key, String value) throws IOException {
            json.writeStringField(key, value);
            return this;
        }

        @Override
        public Generator add(String key, int value) throws IOException {
            json.writeNumberField(key, value);
            return this;
        }

        @Override
        public Generator add(String key, long value) throws IOException {
            json.writeNumberField(key, value);
            return this;
        }

        @Override
        public Generator add(String key, Map<String, ?> value) throws IOException {
            json.writeObjectFieldStart(key);
            for (var entry : value.entrySet()) {
                json.writeStringField(entry.getKey(), String.valueOf(entry.getValue()));
            }
            json.writeEndObject();
            return this;
        }

        @Override
        public Generator startObject(String key) throws IOException {
            if (key == null) {
                json.writeStartObject();
            } else {
                json.writeObjectFieldStart(key);
            }
            return this;
        }

        @Override
        public Generator endObject() throws IOException {
            json.writeEndObject();
            return this;
        }

        @Override
        public Generator startArray(String key) throws IOException {
            json.writeArrayFieldStart(key);
            return this;
        }

        @Override
        public Generator endArray() throws IOException {
            json.writeEndArray();
            return this;
        }

        @Override
        public Generator end() throws IOException {
            json.writeEndObject();
            json.flush();
            return this;
        }
    }
}
