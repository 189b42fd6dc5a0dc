package org.dreamlms.books.activity.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.TreeSet;
import org.dreamlms.books.page.ExactJson;

/**
 * A hash of a JSON text that does not depend on the order of keys, on white space, or on how a
 * number is written: two activities with the same hash have the same content. Trees of a large book
 * would take far more memory.
 */
final class ContentHash {

    private ContentHash() {}

    /**
     * The hash.
     *
     * @param json null when there is none, which has no hash either
     */
    static String of(String json, ObjectMapper mapper) {
        if (json == null) {
            return null;
        }
        try {
            return of(ExactJson.read(json, mapper));
        } catch (IOException e) {
            // PostgreSQL accepts JSON that Jackson does not, such as a very deep nesting.
            var digest = sha256();
            add("text", json, digest);
            return text(digest);
        }
    }

    /** The hash of JSON that has been read. */
    static String of(JsonNode json) {
        var digest = sha256();
        add(json, digest);
        return text(digest);
    }

    private static String text(MessageDigest digest) {
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    private static void add(JsonNode node, MessageDigest digest) {
        if (node.isObject()) {
            var names = new TreeSet<String>();
            node.fieldNames().forEachRemaining(names::add);
            add("object", String.valueOf(names.size()), digest);
            for (var name : names) {
                add("name", name, digest);
                add(node.get(name), digest);
            }
        } else if (node.isArray()) {
            add("array", String.valueOf(node.size()), digest);
            node.forEach(element -> add(element, digest));
        } else {
            var text = node.isNumber() ? number(node.decimalValue()) : node.asText();
            add(node.getNodeType().name(), text, digest);
        }
    }

    /** 8, 8.0 and 80e-1 are the same. */
    private static String number(BigDecimal number) {
        return number.stripTrailingZeros().toString();
    }

    /** With its length, so that no two sequences of texts are the same bytes. */
    private static void add(String kind, String text, MessageDigest digest) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((kind + bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
