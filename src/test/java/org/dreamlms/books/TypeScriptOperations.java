package org.dreamlms.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Writes the operations of an OpenAPI document as a module of TypeScript. */
final class TypeScriptOperations {

    private static final Pattern NAME = Pattern.compile("\\b[A-Z][A-Za-z0-9]+\\b");

    private final JsonNode document;
    private final TreeSet<String> used = new TreeSet<>();

    private TypeScriptOperations(JsonNode document) {
        this.document = document;
    }

    static String module(JsonNode openApi) {
        return new TypeScriptOperations(openApi).module();
    }

    private String module() {
        var types = new TreeMap<String, String>();
        var table = new TreeMap<String, String>();
        document.path("paths")
                .properties()
                .forEach(
                        item ->
                                item.getValue()
                                        .properties()
                                        .forEach(
                                                operation ->
                                                        add(
                                                                item.getKey(),
                                                                operation.getKey(),
                                                                operation.getValue(),
                                                                types,
                                                                table)));
        return """
               // The operations of the API, made from its OpenAPI document; not to be edited.

               import type {
                 %s,
               } from "./types.js";

               export interface Operations {
               %s}

               export const operations = {
               %s} as const;
               """
                .formatted(
                        String.join(",\n  ", used),
                        String.join("", types.values()),
                        String.join("", table.values()));
    }

    private void add(
            String path,
            String method,
            JsonNode operation,
            TreeMap<String, String> types,
            TreeMap<String, String> table) {
        var name = operation.path("operationId").asText();
        types.put(
                name,
                """
                  /** %s */
                  %s: {
                %s%s%s    response: %s;
                  };
                """
                        .formatted(
                                operation.path("summary").asText(),
                                name,
                                parameters("path", operation),
                                parameters("query", operation),
                                body(operation),
                                response(operation)));
        table.put(
                name,
                "  %s: { method: \"%s\", path: \"%s\" },\n"
                        .formatted(name, method.toUpperCase(Locale.ROOT), path));
    }

    private String parameters(String where, JsonNode operation) {
        var fields =
                stream(operation.path("parameters"))
                        .filter(parameter -> parameter.path("in").asText().equals(where))
                        .map(
                                parameter ->
                                        parameter.path("name").asText()
                                                + (parameter.path("required").asBoolean()
                                                        ? ": "
                                                        : "?: ")
                                                + type(parameter.path("schema")))
                        .toList();
        var needed =
                stream(operation.path("parameters"))
                        .filter(parameter -> parameter.path("in").asText().equals(where))
                        .anyMatch(parameter -> parameter.path("required").asBoolean());
        return fields.isEmpty()
                ? "    %s?: undefined;\n".formatted(where)
                : "    %s%s: { %s };\n"
                        .formatted(where, needed ? "" : "?", String.join("; ", fields));
    }

    private String body(JsonNode operation) {
        var schema = operation.at("/requestBody/content/application~1json/schema");
        return schema.isMissingNode()
                ? "    body?: undefined;\n"
                : "    body: %s;\n".formatted(type(schema));
    }

    /** Of its success; a file where there is no JSON. */
    private String response(JsonNode operation) {
        var responses = operation.path("responses");
        var success =
                Stream.of("200", "201", "202", "204")
                        .filter(responses::has)
                        .findFirst()
                        .orElseThrow();
        var schema = responses.path(success).at("/content/application~1json/schema");
        return success.equals("204") ? "undefined" : schema.isMissingNode() ? "Blob" : type(schema);
    }

    private String type(JsonNode schema) {
        var type = TypeScript.type(schema);
        NAME.matcher(type)
                .results()
                .map(match -> match.group())
                .filter(name -> document.at("/components/schemas").has(name))
                .forEach(used::add);
        return type;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
