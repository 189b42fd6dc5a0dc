package org.dreamlms.books.dcs;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Reads JSON while it arrives, without holding its text: one value, or the elements of a list one
 * by one. For one thread at a time.
 */
final class JsonStream<T> {

    private final ObjectReader reader;
    private final boolean list;
    private final int maxValue;
    private final Consumer<T> values;
    private final JsonParser parser;
    private TokenBuffer value;
    private boolean begun;
    private boolean ended;
    private int depth;
    private int size;
    private int leftOut;

    private JsonStream(ObjectReader reader, boolean list, int maxValue, Consumer<T> values)
            throws IOException {
        this.reader = reader;
        this.list = list;
        this.maxValue = maxValue;
        this.values = values;
        this.parser = reader.getFactory().createNonBlockingByteArrayParser();
    }

    /**
     * For a document that is one value.
     *
     * @param value takes it
     */
    static <T> JsonStream<T> ofValue(ObjectReader reader, Consumer<T> value) throws IOException {
        return new JsonStream<>(reader, false, Integer.MAX_VALUE, value);
    }

    /**
     * For a document that is a list.
     *
     * @param maxElement how many characters the names and texts of an element may have, and one
     *     more for each of its tokens; those that have more are left out
     * @param elements takes each of the others
     */
    static <T> JsonStream<T> ofList(ObjectReader reader, int maxElement, Consumer<T> elements)
            throws IOException {
        return new JsonStream<>(reader, true, maxElement, elements);
    }

    /** Reads on; {@code bytes} is not used afterwards. */
    void feed(byte[] bytes) throws IOException {
        var feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
        feeder.feedInput(bytes, 0, bytes.length);
        read();
    }

    /**
     * To be called when all has been fed.
     *
     * @throws JsonParseException when it is not all of a document
     */
    void end() throws IOException {
        parser.getNonBlockingInputFeeder().endOfInput();
        read();
        if (!ended) {
            throw new JsonParseException(parser, "the document does not end");
        }
    }

    /** How many elements were too large. */
    int leftOut() {
        return leftOut;
    }

    private void read() throws IOException {
        for (var token = parser.nextToken();
                token != null && token != JsonToken.NOT_AVAILABLE;
                token = parser.nextToken()) {
            if (ended) {
                throw new JsonParseException(
                        parser, "there is something after the end of the document");
            }
            if (list && !begun) {
                begin(token);
            } else if (list && depth == 0 && token == JsonToken.END_ARRAY) {
                ended = true;
            } else {
                add(token);
            }
        }
    }

    private void begin(JsonToken token) throws IOException {
        if (token != JsonToken.START_ARRAY) {
            throw new JsonParseException(parser, "it is not a list");
        }
        begun = true;
    }

    private void add(JsonToken token) throws IOException {
        if (depth == 0) {
            value = new TokenBuffer(parser);
            size = 0;
        }
        // An empty text takes room, too.
        size += 1 + (token.isStructEnd() || token.isStructStart() ? 0 : parser.getTextLength());
        if (size > maxValue) {
            value = null;
        }
        if (value != null) {
            value.copyCurrentEvent(parser);
        }
        if (token.isStructStart()) {
            depth++;
        } else if (token.isStructEnd()) {
            depth--;
        }
        if (depth == 0) {
            complete();
        }
    }

    private void complete() throws IOException {
        ended = !list;
        if (value == null) {
            leftOut++;
            return;
        }
        try (var tokens = value.asParser(reader.getFactory().getCodec())) {
            values.accept(reader.readValue(tokens));
        }
        value = null;
    }
}
