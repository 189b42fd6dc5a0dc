package org.dreamlms.books.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dreamlms.books.http.answer.ETags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entity tags are compared as RFC 9110 (8.8.3.2) says. */
class ETagsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"1\"         | \"1\"   | true  | true",
                "W/\"1\"       | W/\"1\" | true  | false",
                "W/\"1\"       | \"1\"   | true  | false",
                "\"1\"         | W/\"1\" | true  | false",
                "\"1\"         | \"2\"   | false | false",
                "W/\"1\"       | W/\"2\" | false | false",
                "\"2\", W/\"1\"| W/\"1\" | true  | false",
                "\"2\",\"1\"   | \"1\"   | true  | true",
                "*             | W/\"1\" | true  | true",
                "1             | \"1\"   | false | false",
                "\"a,b\"       | \"a,b\" | true  | true",
                "\"a,b\"       | \"b\"   | false | false",
                "\"x\",\"a,b\"   | W/\"a,b\" | true | false",
                "\"a,\"b\"      | \"b\"   | false | false",
                "\"a\"\"b\"      | \"b\"   | false | false",
                "w/\"1\"       | \"1\"   | false | false",
                "\"a\",,\"b\"    | \"\"    | false | false"
            })
    void weakAndStrong(String field, String tag, boolean known, boolean allowed) {
        assertThat(ETags.matches(field, tag)).isEqualTo(known);
        assertThat(ETags.allows(field, tag)).isEqualTo(allowed);
    }

    @Test
    void theLinesOfAFieldAreOneList() {
        var headers = MultiMap.caseInsensitiveMultiMap();
        assertThat(ETags.list(headers, "If-Match")).isNull();
        headers.add("if-match", "\"a\"").add("If-Match", "\"b\", \"c\"");
        assertThat(ETags.list(headers, "If-Match")).isEqualTo("\"a\", \"b\", \"c\"");
        assertThat(ETags.list(List.of())).isNull();
    }

    /** Against a reader that knows the elements because it has made the list of them. */
    @Test
    void aListIsReadByItsGrammar() {
        var random = new Random(8);
        for (int i = 0; i < 50_000; i++) {
            var tag = tag(random);
            var elements = new ArrayList<String>();
            for (int n = random.nextInt(5); n > 0; n--) {
                elements.add(tag(random));
            }
            if (random.nextBoolean()) {
                elements.add(random.nextInt(elements.size() + 1), tag);
            }
            var field = new StringBuilder(space(random));
            for (var element : elements) {
                field.append(element).append(space(random)).append(',').append(space(random));
            }
            if (!elements.isEmpty() && random.nextBoolean()) {
                field.setLength(field.lastIndexOf(","));
            }
            var list = field.toString();
            var opaque = tag.replaceFirst("^W/", "");
            assertThat(ETags.matches(list, tag))
                    .as("%s %s", list, tag)
                    .isEqualTo(
                            elements.stream()
                                    .anyMatch(e -> e.replaceFirst("^W/", "").equals(opaque)));
            assertThat(ETags.allows(list, tag))
                    .as("%s %s", list, tag)
                    .isEqualTo(!tag.startsWith("W/") && elements.contains(tag));
        }
    }

    /** Of few characters, so that many are alike; the last ones are obs-text. */
    private static String tag(Random random) {
        var tag = new StringBuilder(random.nextInt(3) == 0 ? "W/\"" : "\"");
        for (int n = random.nextInt(4); n > 0; n--) {
            tag.append(",,aW/!~*\u0080\u00ff".charAt(random.nextInt(10)));
        }
        return tag.append('"').toString();
    }

    /** Around elements, and instead of them. */
    private static String space(Random random) {
        return List.of("", "", " ", "\t", " \t ", ",", " , ,").get(random.nextInt(7));
    }

    @Test
    void whatNeverEndsIsReadOnce() {
        for (var part : List.of("\"", "\"a,", "W/\"", ", ", " ", "\",\"")) {
            assertThat(ETags.matches(part.repeat(100_000), "\"x\"")).isFalse();
        }
    }
}
