package org.dreamlms.books.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** What an OpenAPI document promises of the answers to requests, taken strictly. */
final class AnswerContract {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Headers that clients work with: where one is sent, the document has it. */
    private static final List<String> HEADERS =
            List.of(
                    "ETag",
                    "Cache-Status",
                    "Retry-After",
                    "Location",
                    "WWW-Authenticate",
                    "Proxy-Status",
                    "Content-Range",
                    "Dcs-Books-Truncated");

    private static final String PROBLEM = "application/problem+json";

    private final JsonNode document;
    private final String prefix;
    private final List<Template> templates = new ArrayList<>();
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    private record Template(String path, Pattern pattern) {

        static Template of(String path) {
            var regex = path.replaceAll("\\{path}", ".+").replaceAll("\\{[a-z_]+}", "[^/]+");
            return new Template(path, Pattern.compile(regex));
        }

        long parameters() {
            return path.chars().filter(c -> c == '{').count() + (path.endsWith("{path}") ? 1 : 0);
        }
    }

    /**
     * @param openApi the document as JSON
     * @param prefix what may stand before the paths of the document
     */
    AnswerContract(String openApi, String prefix) throws JsonProcessingException {
        this.document = MAPPER.readTree(openApi);
        this.prefix = prefix;
        close();
        document.path("paths")
                .fieldNames()
                .forEachRemaining(path -> templates.add(Template.of(path)));
        templates.sort(Comparator.comparingLong(Template::parameters));
    }

    /** Objects have no other properties than those of their schemas, unless these are parts. */
    private void close() {
        var parts = new HashSet<String>();
        var wholes = new HashSet<String>();
        references(document, false, parts, wholes);
        document.at("/components/schemas")
                .properties()
                .forEach(
                        schema -> {
                            var ref = "#/components/schemas/" + schema.getKey();
                            var part = parts.contains(ref) && !wholes.contains(ref);
                            if (schema.getValue().has("properties") && !part) {
                                ((ObjectNode) schema.getValue()).put("additionalProperties", false);
                            }
                        });
    }

    private static void references(
            JsonNode node, boolean inAllOf, Set<String> parts, Set<String> wholes) {
        if (node.has("$ref")) {
            (inAllOf ? parts : wholes).add(node.get("$ref").asText());
        }
        node.properties()
                .forEach(
                        field ->
                                references(
                                        field.getValue(),
                                        field.getKey().equals("allOf"),
                                        parts,
                                        wholes));
        if (node.isArray()) {
            node.forEach(element -> references(element, inAllOf, parts, wholes));
        }
    }

    /** Fails when the answer is not one that the document promises. */
    void check(String method, String path, Response answer) {
        find(method, path).ifPresent(operation -> check(operation, answer));
    }

    private record Operation(String name, JsonNode responses) {}

    private Optional<Operation> find(String method, String rawPath) {
        var own = rawPath.startsWith(prefix) ? rawPath.substring(prefix.length()) : rawPath;
        var path = own.endsWith("/") ? own.substring(0, own.length() - 1) : own;
        var verb = method.toLowerCase(Locale.ROOT);
        return templates.stream()
                .filter(template -> template.pattern.matcher(path).matches())
                .findFirst()
                .filter(template -> document.path("paths").path(template.path).has(verb))
                .map(
                        template ->
                                new Operation(
                                        method + " " + template.path,
                                        document.path("paths")
                                                .path(template.path)
                                                .path(verb)
                                                .path("responses")));
    }

    private void check(Operation operation, Response answer) {
        var status = answer.statusCode();
        var response = resolved(operation.responses.path(String.valueOf(status)));
        var what = operation.name + " " + status;
        if (response.isMissingNode()) {
            assertThat(status).as("%s is not in the document", what).isGreaterThanOrEqualTo(400);
            return;
        }
        for (var header : HEADERS) {
            if (answer.header(header) != null) {
                assertThat(response.path("headers").has(header))
                        .as("%s: the document has the header %s", what, header)
                        .isTrue();
            }
        }
        if (answer.header("Content-Encoding") != null) {
            return;
        }
        var type = Optional.ofNullable(answer.contentType()).orElse("").split(";")[0];
        var content = response.path("content");
        var isFile = content.has("*/*");
        if (type.equals(PROBLEM) || type.equals("application/json") && !isFile) {
            checkJson(what, content.path(type), answer);
        }
    }

    private void checkJson(String what, JsonNode content, Response answer) {
        assertThat(content.has("schema")).as("%s has a schema", what).isTrue();
        var body = answer.asString();
        if (body.isEmpty()) {
            return;
        }
        try {
            var json = MAPPER.readTree(body);
            var schema =
                    schemas.computeIfAbsent(
                            what, key -> OpenApiSchemas.of(content.path("schema"), document));
            assertThat(schema.validate(json)).as("%s: %s", what, shortened(body)).isEmpty();
        } catch (JsonProcessingException e) {
            throw new AssertionError(what + ": " + shortened(body), e);
        }
    }

    private static String shortened(String body) {
        return body.substring(0, Math.min(2000, body.length()));
    }

    private JsonNode resolved(JsonNode response) {
        var ref = response.path("$ref").asText();
        return ref.isEmpty() ? response : document.at(ref.substring(1));
    }
}
