package org.dreamlms.books.dcs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/**
 * Reads the files of a book while they arrive: of a tree of folders and files that DCS sends,
 * nothing is kept but the paths and sizes of files. For one thread at a time.
 */
final class DcsTree implements DcsRequest.Answer<DcsListing> {

    /** How many files and folders a book may have. */
    static final int MAX_NODES = 50_000;

    private final JsonParser parser;
    private final Deque<Node> open = new ArrayDeque<>();
    private final List<Node> files = new ArrayList<>();
    private Node root;
    private int nodes;

    /** Lists or objects that mean nothing here, one in the other. */
    private int strange;

    DcsTree(JsonFactory json) throws IOException {
        parser = json.createNonBlockingByteArrayParser();
    }

    /** A file or folder; a folder is listed only while its children are read. */
    private static final class Node {
        private String path;
        private String type;
        private String field;
        private long size;
        private boolean inChildren;
    }

    @Override
    public void feed(byte[] bytes) throws IOException {
        var feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
        feeder.feedInput(bytes, 0, bytes.length);
        read();
    }

    @Override
    public DcsListing end() throws IOException {
        parser.getNonBlockingInputFeeder().endOfInput();
        read();
        if (root == null || !open.isEmpty()) {
            throw new JsonParseException(parser, "the tree does not end");
        }
        var folder = root.path == null ? "" : root.path;
        var prefix = folder.endsWith("/") ? folder : folder + "/";
        var sizes = new TreeMap<String, Long>();
        for (var file : files) {
            if (file.path.startsWith(prefix)) {
                sizes.put(file.path.substring(prefix.length()), file.size);
            }
        }
        return new DcsListing(Collections.unmodifiableSortedMap(sizes));
    }

    private void read() throws IOException {
        for (var token = parser.nextToken();
                token != null && token != JsonToken.NOT_AVAILABLE;
                token = parser.nextToken()) {
            if (strange > 0) {
                strange += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            } else if (open.isEmpty()) {
                begin(token);
            } else {
                add(open.peek(), token);
            }
        }
    }

    private void begin(JsonToken token) throws IOException {
        if (root != null || token != JsonToken.START_OBJECT) {
            throw new JsonParseException(parser, "it is not one tree");
        }
        root = push();
    }

    private Node push() {
        if (++nodes > MAX_NODES) {
            throw DcsException.tooLarge("more than " + MAX_NODES + " files and folders");
        }
        var node = new Node();
        open.push(node);
        return node;
    }

    private void add(Node node, JsonToken token) throws IOException {
        switch (token) {
            case FIELD_NAME -> node.field = parser.currentName();
            case START_OBJECT -> {
                if (node.inChildren) {
                    push();
                } else {
                    strange = 1;
                }
            }
            case START_ARRAY -> {
                if (!node.inChildren && "children".equals(node.field)) {
                    node.inChildren = true;
                } else {
                    strange = 1;
                }
            }
            case END_ARRAY -> node.inChildren = false;
            case END_OBJECT -> close(node);
            default -> value(node, token);
        }
    }

    private void value(Node node, JsonToken token) throws IOException {
        if (node.inChildren) {
            return;
        }
        if (token == JsonToken.VALUE_STRING) {
            switch (node.field) {
                case "path" -> node.path = parser.getText();
                case "type" -> node.type = parser.getText();
                default -> {
                    // Nothing else is kept.
                }
            }
        } else if (token == JsonToken.VALUE_NUMBER_INT && node.field.equals("size")) {
            node.size = parser.getLongValue();
        }
    }

    private void close(Node node) {
        open.pop();
        if ("file".equals(node.type) && node.path != null) {
            node.field = null;
            files.add(node);
        }
    }
}
