package org.dreamlms.books.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the LMS's screens need of an operation: an example of its answer and the paths of the fields
 * in it. {@code []} stands for each element of an array; a field with {@code ?} may be null.
 */
public record Contract(String operation) {

    private static final Path FOLDER = Path.of("src/test/resources/contract");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The example. */
    public JsonNode example() {
        try {
            return MAPPER.readTree(FOLDER.resolve(operation + ".json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The paths of the required fields. */
    public List<String> required() {
        try {
            return Files.readAllLines(FOLDER.resolve(operation + ".required")).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every required field is there, and not null unless it may be. */
    public void assertKeptBy(JsonNode answer) {
        required().forEach(path -> assertThere(answer, path, path));
    }

    private void assertThere(JsonNode at, String path, String whole) {
        var message = operation + ": " + whole + " in " + at;
        if (path.startsWith("[]")) {
            assertThat(at.isArray()).as(message).isTrue();
            var rest = path.substring(2);
            at.forEach(
                    element ->
                            assertThere(
                                    element,
                                    rest.startsWith(".") ? rest.substring(1) : rest,
                                    whole));
        } else if (!path.isEmpty()) {
            var end = path.split("\\.|\\[", 2)[0].length();
            var nullable = path.substring(0, end).endsWith("?");
            var field = nullable ? path.substring(0, end - 1) : path.substring(0, end);
            assertThat(at.has(field)).as(message).isTrue();
            assertThat(at.get(field).isNull() && !nullable).as(message).isFalse();
            var rest = path.substring(end);
            if (!rest.isEmpty() && !at.get(field).isNull()) {
                assertThere(at.get(field), rest.startsWith(".") ? rest.substring(1) : rest, whole);
            }
        } else {
            assertThat(at.isNull()).as(message).isFalse();
        }
    }

    /** The answer has all that the example has; it may have more. */
    public void assertSaidBy(JsonNode answer) {
        assertHolds(example(), answer, operation);
    }

    private static void assertHolds(JsonNode expected, JsonNode actual, String where) {
        if (expected.isObject()) {
            expected.properties()
                    .forEach(
                            field -> {
                                var path = where + "." + field.getKey();
                                assertThat(actual.has(field.getKey())).as(path).isTrue();
                                assertHolds(field.getValue(), actual.get(field.getKey()), path);
                            });
        } else if (expected.isArray()) {
            assertThat(actual.size()).as(where).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertHolds(expected.get(i), actual.get(i), where + "[" + i + "]");
            }
        } else {
            assertThat(actual).as(where).isEqualTo(expected);
        }
    }
}
