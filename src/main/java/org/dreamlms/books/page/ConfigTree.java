package org.dreamlms.books.page;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;

/**
 * Reads one page as a tree of bounded size: fields and sections as long as there is room, the rest
 * is passed over.
 */
final class ConfigTree {

    private static final String SECTIONS = "sections";

    private final JsonParser parser;
    private final ObjectReader reader;
    private final int max;
    private int used;
    private int characters;
    private boolean full;
    private int leftOut;

    /**
     * @param parser at the first token of the page
     * @param max how many tokens the tree may be made of
     */
    ConfigTree(JsonParser parser, ObjectReader reader, int max) {
        this.parser = parser;
        this.reader = reader;
        this.max = max;
    }

    /** How many tokens it has been made of. */
    int used() {
        return used;
    }

    /** Whether what is at its end was left out. */
    boolean isFull() {
        return full;
    }

    /** How many values were left out, each by itself, for what they are. */
    int leftOut() {
        return leftOut;
    }

    /** The page; the parser is at its last token afterwards. */
    JsonNode read() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return MissingNode.getInstance();
        }
        var page = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var field = parser.currentName();
            characters += field.length();
            var value =
                    parser.nextToken() == JsonToken.START_ARRAY && field.equals(SECTIONS)
                            ? sections()
                            : value();
            if (value != null) {
                page.set(field, value);
            }
        }
        return page;
    }

    private JsonNode sections() throws IOException {
        var sections = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var section = value();
            if (section != null) {
                sections.add(section);
            }
        }
        return sections;
    }

    /** The value at the parser; null when there is no room for it. */
    private JsonNode value() throws IOException {
        if (full) {
            parser.skipChildren();
            return null;
        }
        boolean nested = parser.currentToken().isStructStart();
        int depth = parser.getParsingContext().getNestingDepth();
        try {
            countToken();
            countCharacters();
            return reader.readTree(new Counting(parser, depth));
        } catch (NoRoom e) {
            full = true;
            if (nested) {
                leave(depth);
            }
            return null;
        } catch (Unreadable e) {
            leftOut++;
            if (nested) {
                leave(depth);
            }
            // What comes after it keeps its place.
            return NullNode.getInstance();
        }
    }

    private void countToken() throws NoRoom {
        if (++used > max) {
            throw new NoRoom();
        }
    }

    private void countCharacters() throws IOException {
        var token = parser.currentToken();
        if (token == JsonToken.FIELD_NAME || token != null && token.isScalarValue()) {
            int length = parser.getTextLength();
            if (token == JsonToken.FIELD_NAME && length > ConfigBudget.MAX_NAME
                    || token.isNumeric() && length > ConfigBudget.MAX_NUMBER
                    || token == JsonToken.VALUE_NUMBER_FLOAT
                            && !ExactJson.isReadable(parser.getText())) {
                throw new Unreadable();
            }
            characters += length;
            if (characters > ConfigBudget.MAX_CHARACTERS_OF_PAGE) {
                throw new NoRoom();
            }
        }
    }

    /** Goes on to the end of a value that has been read in part. */
    private void leave(int depth) throws IOException {
        while (!parser.currentToken().isStructEnd()
                || parser.getParsingContext().getNestingDepth() >= depth) {
            if (parser.nextToken() == null) {
                return;
            }
        }
    }

    private final class Counting extends JsonParserDelegate {

        private final int start;

        Counting(JsonParser parser, int start) {
            super(parser);
            this.start = start;
        }

        @Override
        public JsonToken nextToken() throws IOException {
            countToken();
            var token = super.nextToken();
            if (getParsingContext().getNestingDepth() - start > ConfigBudget.MAX_DEPTH) {
                throw new Unreadable();
            }
            countCharacters();
            return token;
        }
    }

    /** The tree would become too large. */
    private static final class NoRoom extends IOException {

        private static final long serialVersionUID = 1L;

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    /** A value that other readers of JSON would refuse. */
    private static final class Unreadable extends IOException {

        private static final long serialVersionUID = 1L;

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
