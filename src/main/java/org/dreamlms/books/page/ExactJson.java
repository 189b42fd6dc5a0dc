package org.dreamlms.books.page;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Reads JSON of others as trees that say the same: numbers keep all their digits (RFC 8259, 6, sets
 * no bounds to them), and of two fields with one name the last one counts.
 */
public final class ExactJson {

    /** With an exponent that may be more than a {@link BigDecimal} can count with. */
    private static final Pattern HUGE = Pattern.compile("[^eE]*+[eE][+-]?0*+[0-9]{10,}");

    private ExactJson() {}

    /** A reader of trees, for numbers that {@link #isReadable are readable}. */
    static ObjectReader reader(ObjectMapper mapper) {
        return mapper.readerFor(JsonNode.class)
                .without(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
    }

    /**
     * The tree of a text.
     *
     * @throws IOException when it is not JSON, or JSON that nothing here can read, such as a very
     *     deep nesting or an exponent of ten digits
     */
    public static JsonNode read(String json, ObjectMapper mapper) throws IOException {
        var reader = reader(mapper);
        try (var parser = reader.createParser(json)) {
            return reader.readTree(new Bounded(parser));
        }
    }

    /** Whether one can count with a number. */
    static boolean isReadable(String number) {
        return !HUGE.matcher(number).matches();
    }

    private static final class Bounded extends JsonParserDelegate {

        Bounded(JsonParser parser) {
            super(parser);
        }

        @Override
        public BigDecimal getDecimalValue() throws IOException {
            if (!isReadable(getText())) {
                throw new JsonParseException(this, "a number has too large an exponent");
            }
            return super.getDecimalValue();
        }
    }
}
