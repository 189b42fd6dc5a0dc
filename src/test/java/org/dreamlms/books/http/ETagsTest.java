package org.dreamlms.books.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.util.List;
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
                "1             | \"1\"   | false | false"
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
}
