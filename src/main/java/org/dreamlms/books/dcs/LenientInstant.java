package org.dreamlms.books.dcs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/**
 * Reads the times of DCS: ISO 8601 with or without a fraction, with {@code Z}, an offset, or (taken
 * as UTC) neither. Anything else is no time, but no reason to lose the book either: null.
 */
final class LenientInstant extends StdDeserializer<Instant> {

    private static final long serialVersionUID = 1L;

    LenientInstant() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
            throws IOException {
        var text = parser.getValueAsString();
        if (text == null) {
            parser.skipChildren();
            return null;
        }
        try {
            var time =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(
                            text.strip(), OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime offset
                    ? offset.toInstant()
                    : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
