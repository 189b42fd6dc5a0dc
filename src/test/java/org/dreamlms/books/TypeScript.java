package org.dreamlms.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes the schemas of an OpenAPI document as TypeScript declarations. */
final class TypeScript {

    private static final String REF = "#/components/schemas/";

    private final StringBuilder out = new StringBuilder();

    private TypeScript() {}

    static String declarations(JsonNode openApi) {
        var schemas = new TreeMap<String, JsonNode>();
        openApi.at("/components/schemas")
                .properties()
                .forEach(e -> schemas.put(e.getKey(), e.getValue()));
        var script = new TypeScript();
        script.out.append(
                "// The types of the API, made from its OpenAPI document; not to be edited.\n");
        schemas.forEach(script::declare);
        return script.out.toString();
    }

    private void declare(String name, JsonNode schema) {
        out.append('\n');
        comment("", schema);
        if (!schema.has("properties")) {
            out.append("export type %s = %s;\n".formatted(name, type(schema)));
            return;
        }
        out.append("export interface %s {\n".formatted(name));
        var required = new TreeSet<String>();
        schema.path("required").forEach(field -> required.add(field.asText()));
        for (Map.Entry<String, JsonNode> property : schema.get("properties").properties()) {
            comment("  ", property.getValue());
            out.append(
                    "  %s%s: %s;\n"
                            .formatted(
                                    property.getKey(),
                                    required.contains(property.getKey()) ? "" : "?",
                                    type(property.getValue())));
        }
        out.append("}\n");
    }

    private void comment(String indent, JsonNode schema) {
        if (schema.has("description")) {
            out.append("%s/** %s */\n".formatted(indent, schema.get("description").asText()));
        }
    }

    /** The type that a schema is. */
    static String type(JsonNode schema) {
        for (var several : new String[] {"anyOf", "oneOf", "allOf"}) {
            if (schema.has(several)) {
                return stream(schema.get(several))
                        .map(TypeScript::type)
                        .distinct()
                        .collect(Collectors.joining(several.equals("allOf") ? " & " : " | "));
            }
        }
        if (schema.has("$ref")) {
            return schema.get("$ref").asText().substring(REF.length());
        }
        if (schema.has("enum")) {
            return stream(schema.get("enum"))
                    .map(JsonNode::toString)
                    .collect(Collectors.joining(" | "));
        }
        var types = new ArrayList<String>();
        if (schema.path("type").isArray()) {
            schema.get("type").forEach(type -> types.add(simple(type.asText(), schema)));
        } else {
            types.add(simple(schema.path("type").asText("unknown"), schema));
        }
        return String.join(" | ", types);
    }

    private static String simple(String type, JsonNode schema) {
        return switch (type) {
            case "integer", "number" -> "number";
            case "string", "boolean", "null" -> type;
            case "array" -> "Array<%s>".formatted(type(schema.path("items")));
            case "object" ->
                    "Record<string, %s>"
                            .formatted(
                                    schema.path("additionalProperties").isObject()
                                            ? type(schema.get("additionalProperties"))
                                            : "unknown");
            default -> "unknown";
        };
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
