package org.dreamlms.books.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
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
                ExactJson.reader(mapper).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
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
        List<Module> modules = List.of();
        var first = parser.nextToken();
        if (first == null) {
            throw new IOException("it is empty");
        }
        if (first == JsonToken.START_OBJECT) {
            modules = book(true);
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
        return new BookConfig(numbered(modules), warnings.all(), !budget.exceeded());
    }

    /**
     * An object that may hold modules; of several fields with one name the last one counts.
     *
     * @param whole whether it is the whole document, which may hold books, too
     */
    private List<Module> book(boolean whole) throws IOException {
        var fields = new LinkedHashMap<String, List<Module>>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var field = parser.currentName();
            parser.nextToken();
            if (field.equals("modules")) {
                fields.remove(field);
                fields.put(field, modules());
            } else if (whole && field.equals("books")) {
                fields.remove(field);
                fields.put(field, books());
            } else {
                parser.skipChildren();
            }
        }
        return fields.values().stream().flatMap(List::stream).toList();
    }

    private List<Module> books() throws IOException {
        var found = new ArrayList<Module>();
        books = 0;
        each(
                "books",
                position -> {
                    books++;
                    if (position == 0) {
                        object("book " + position, () -> found.addAll(book(false)));
                    } else {
                        parser.skipChildren();
                    }
                });
        return found;
    }

    private List<Module> modules() throws IOException {
        var found = new ArrayList<Module>();
        each(
                "modules",
                position -> {
                    if (budget.module()) {
                        object("module " + position, () -> found.add(module(found.size())));
                    } else {
                        parser.skipChildren();
                    }
                });
        return found;
    }

    /** The modules with their places and names, which their activities carry, too. */
    private static List<Module> numbered(List<Module> modules) {
        return IntStream.range(0, modules.size())
                .mapToObj(index -> numbered(modules.get(index), index))
                .toList();
    }

    private static Module numbered(Module module, int index) {
        var name = module.name().isEmpty() ? "Module " + (index + 1) : module.name();
        var pages = module.pages().stream().map(page -> page.inModule(index, name)).toList();
        return new Module(index, name, pages);
    }

    /** With its pages as they are; it may have no name. */
    private Module module(int index) throws IOException {
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
            warnings.add("module " + index, "has no name");
        }
        return new Module(index, name, pages);
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
