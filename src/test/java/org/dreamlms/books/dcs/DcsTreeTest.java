package org.dreamlms.books.dcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a book are read while they arrive, and only so many. */
class DcsTreeTest {

    private final Random random = new Random(15);

    private Map<String, Long> read(String json) throws IOException {
        var tree = new DcsTree(new JsonFactory());
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(1 + bytes.length / 20));
            tree.feed(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return tree.end().files();
    }

    @Test
    void filesOfAllFoldersAreFound() throws IOException {
        var json =
                """
                {"path":"p/b/","type":"folder","children":[
                    {"path":"p/b/config.json","type":"file","size":12},
                    {"path":"p/b/films/","type":"folder","children":[
                        {"size":3000000000,"type":"file","path":"p/b/films/ç.mp4"}]},
                    {"path":"p/b/none/","type":"folder","children":[]}]}
                """;
        assertThat(read(json)).isEqualTo(Map.of("config.json", 12L, "films/ç.mp4", 3_000_000_000L));
    }

    @Test
    void whatMeansNothingIsPassedOver() throws IOException {
        var json =
                """
                {"a":{"children":[{"type":"file","path":"p/b/x"}]},"b":[[{}],1],"children":[
                    null,17,"x",["p"],{"type":"file","path":"q/y"},{"type":"file"},{},
                    {"type":"file","path":"p/b/c","size":null,"children":null,"z":[{"path":"d"}]}],
                "path":"p/b"}
                """;
        assertThat(read(json)).isEqualTo(Map.of("c", 0L));
    }

    @Test
    void thereIsABound() throws IOException {
        var most = "{\"children\":[" + "{},".repeat(DcsTree.MAX_NODES - 2) + "{}]}";
        assertThat(read(most)).isEmpty();
        assertThatExceptionOfType(DcsException.Garbage.class)
                .isThrownBy(() -> read(most.replace("[", "[{},")))
                .withMessageContaining("too large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "17", "{", "{\"children\":[{}", "{} {}", "{\"size\":1x}"})
    void whatIsNoTreeIsRefused(String json) {
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> read(json));
    }
}
