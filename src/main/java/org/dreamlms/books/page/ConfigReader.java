package org.dreamlms.books.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dreamlms.books.page.BookConfig.Module;
import org.dreamlms.books.page.BookConfig.Page;

/**
 * Reads a config.json page by page: a file of 20 MB as a tree would take ten times as much memory.
 * Today's format ({@code {"books":[{"modules":[…]}]}}) and the first one ({@code {"modules":[…]}}).
 */
final class ConfigReader {

    private static final int MAX_NAME = 500;

    private final JsonParser parser;
    private final ObjectReader pageReader;
    private final ConfigWarnings warnings = new ConfigWarnings();
    private final ConfigBudget budget = new ConfigBudget(warnings);
    private final List<Module> modules = new ArrayList<>();
    private int books;

    private ConfigReader(JsonParser parser, ObjectReader pageReader) {
        this.parser = parser;
        this.pageReader = pageReader;
    }

    /**
     * Reads it.
     *
     * @throws IOException when it is not JSON; whatever else is odd becomes a warning
     */
    static BookConfig read(byte[] json, ObjectMapper mapper) throws IOException {
        requireUtf8(json);
        // Odd is not wrong here, and each page is read as a document of its own.
        var lenient =
                mapper.readerFor(JsonNode.class)
                        .without(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        // A factory of its own: names would stay in one that is shared.
        var factory = JsonFactory.builder().streamReadConstraints(ConfigBudget.PARSED).build();
        try (var parser = factory.createParser(json)) {
            return new ConfigReader(parser, lenient).read();
        }
    }

    /** RFC 8259 (8.1) wants it so, and the bytes are sent on as they are. */
    private static void requireUtf8(byte[] json) throws IOException {
        if (json.length > 2 && json[0] == (byte) 0xEF && json[1] == (byte) 0xBB) {
            throw new IOException("it begins with a byte order mark");
        }
        for (int i = 0; i < Math.min(4, json.length); i++) {
            // The first characters are ASCII: only other encodings have these bytes there.
            if (json[i] == 0 || (json[i] & 0xFE) == 0xFE) {
                throw new IOException("it is not UTF-8");
            }
        }
    }

    private BookConfig read() throws IOException {
        var first = parser.nextToken();
        if (first == null) {
            throw new IOException("it is empty");
        }
        if (first == JsonToken.START_OBJECT) {
            book();
        } else {
            warnings.add("", "config.json is not an object");
            parser.skipChildren();
        }
        if (parser.nextToken() != null) {
            throw new IOException("there is something after its end");
        }
        if (modules.isEmpty()) {
            warnings.add("", "there are no modules");
        }
        if (books > 1) {
            warnings.add("", "there are %d books; only the first is read".formatted(books));
        }
        return new BookConfig(List.copyOf(modules), warnings.all(), !budget.exceeded());
    }

    /** An object that may hold books or modules; of several with one name the last one counts. */
    private void book() throws IOException {
        var ofBooks = new Range();
        var own = new Range();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "books" -> {
                    books = 0;
                    ofBooks.read(this::books);
                }
                case "modules" -> own.read(this::modules);
                default -> parser.skipChildren();
            }
        }
    }

    private void books() throws IOException {
        each(
                "books",
                position -> {
                    books++;
                    if (position == 0) {
                        object("book " + position, this::book);
                    } else {
                        parser.skipChildren();
                    }
                });
    }

    private void modules() throws IOException {
        each(
                "modules",
                position -> {
                    if (budget.module()) {
                        object("module " + position, this::module);
                    } else {
                        parser.skipChildren();
                    }
                });
    }

    /** Which of the modules a field has brought: another field of its name takes their place. */
    private final class Range {

        private int from;
        private int to;

        void read(Reading reading) throws IOException {
            modules.subList(from, to).clear();
            from = modules.size();
            reading.read();
            to = modules.size();
        }
    }

    private void module() throws IOException {
        int index = modules.size();
        var name = "";
        List<Page> pages = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var field = parser.currentName();
            parser.nextToken();
            if (field.equals("name")) {
                var named = parser.currentToken() == JsonToken.VALUE_STRING;
                name = named ? shortened(parser.getText().strip()) : "";
                parser.skipChildren();
            } else if (field.equals("pages")) {
                pages.clear();
                var reader = new ConfigPageReader(index, warnings, budget);
                each(
                        "pages of module " + index,
                        position -> {
                            if (budget.page()) {
                                var page = page(index, position);
                                reader.read(page, position).ifPresent(pages::add);
                            } else {
                                parser.skipChildren();
                            }
                        });
            } else {
                parser.skipChildren();
            }
        }
        if (name.isEmpty()) {
            name = "Module " + (index + 1);
            warnings.add("module " + index, "has no name");
        }
        modules.add(new Module(index, name, named(pages, name)));
    }

    private JsonNode page(int module, int position) throws IOException {
        var tree = new ConfigTree(parser, pageReader, budget.tokensOfPage());
        var page = tree.read();
        budget.used(tree.used());
        var where = "module %d, page at %d".formatted(module, position);
        if (tree.isFull()) {
            budget.pageTooLarge(where);
        }
        if (tree.leftOut() > 0) {
            budget.valuesTooLarge(where, tree.leftOut());
        }
        return page;
    }

    /** It is in each page's answer. */
    private static String shortened(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
    }

    private static List<Page> named(List<Page> pages, String module) {
        return pages.stream().map(page -> page.inModule(module)).toList();
    }

    private void object(String what, Reading reading) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            reading.read();
        } else {
            warnings.add(what, "is not an object");
            parser.skipChildren();
        }
    }

    private void each(String what, ElementReading reading) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            warnings.add(what, "is not a list");
            parser.skipChildren();
            return;
        }
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            reading.read(i);
        }
    }

    @FunctionalInterface
    private interface Reading {
        void read() throws IOException;
    }

    @FunctionalInterface
    private interface ElementReading {
        void read(int position) throws IOException;
    }
}
