package org.dreamlms.books.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.dreamlms.books.http.problem.ProblemException;
import org.junit.jupiter.api.Test;

class DcsEventTest {

    private static final String GOOD = "{\"event\":\"book.updated\",\"data\":{\"id\":4}}";

    private static DcsEvent read(String body) {
        return DcsEvent.read(body.getBytes(StandardCharsets.UTF_8), new ObjectMapper());
    }

    @Test
    void afterTheObjectNothingMayFollow() {
        assertThat(read(GOOD + " \n").id()).isEqualTo(4);
        for (var more : new String[] {"{}", "]", "x", "\0", ",", GOOD}) {
            assertThatThrownBy(() -> read(GOOD + more))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("is not valid JSON");
        }
    }

    @Test
    void whatTheDatabaseCannotStoreIsReplacedOrLeftOut() {
        assertThat(read("{\"event\":\"a\\u0000b\\ud800c\"}").name()).isEqualTo("a?b?c");
        var pair = "\uD83D\uDCD6";
        assertThat(read("{\"event\":\"" + "x".repeat(254) + pair + "\"}").name())
                .isEqualTo("x".repeat(254) + "?");
        assertThat(read("{\"event\":\"x\",\"timestamp\":\"+999999-01-01T00:00:00Z\"}").time())
                .isNull();
        assertThat(read("{\"event\":\"x\",\"timestamp\":\"2026-01-01T00:00:00Z\"}").time())
                .isNotNull();
    }
}
