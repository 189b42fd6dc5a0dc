package org.dreamlms.books.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Whether JSON says the same, number by number. */
public final class SameJson {

    private SameJson() {}

    /** Fails when two texts are not the same tokens; a number is its digits and its exponent. */
    public static void assertSame(String text, String expected) {
        assertThat(tokens(text)).isEqualTo(tokens(expected));
    }

    /** The texts of the objects that fields of this name in a list of objects hold. */
    public static List<String> fields(String list, String name) {
        var fields = new ArrayList<String>();
        try (var parser = new JsonFactory().createParser(list)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && parser.currentName().equals(name)) {
                    parser.nextToken();
                    int start = (int) parser.currentTokenLocation().getCharOffset();
                    parser.skipChildren();
                    int end = (int) parser.currentLocation().getCharOffset();
                    fields.add(list.substring(start, end));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(list, e);
        }
        return fields;
    }

    private static List<String> tokens(String json) {
        var tokens = new ArrayList<String>();
        try (var parser = new JsonFactory().createParser(json)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                tokens.add(token + " " + text(parser, token));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
        return tokens.stream().map(token -> token.replace("FLOAT", "INT")).toList();
    }

    private static String text(JsonParser parser, JsonToken token) throws IOException {
        return token.isNumeric() ? new BigDecimal(parser.getText()).toString() : parser.getText();
    }
}
