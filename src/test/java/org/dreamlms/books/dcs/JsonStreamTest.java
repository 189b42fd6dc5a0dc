package org.dreamlms.books.dcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON that arrives in pieces is what it is in one piece. */
class JsonStreamTest {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
    private static final String LIST =
            " [ {\"a\":\"Çınar €\",\"b\":[1,-2.5e3,true,null]} , 17, \"x\", null, [[]] ,{} ] ";

    private final Random random = new Random(15);
    private final List<JsonNode> found = new ArrayList<>();

    private void read(JsonStream<JsonNode> stream, String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(5));
            stream.feed(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        stream.end();
    }

    private JsonStream<JsonNode> list(int maxElement) throws IOException {
        return JsonStream.ofList(MAPPER.readerFor(JsonNode.class), maxElement, found::add);
    }

    private JsonStream<JsonNode> value() throws IOException {
        return JsonStream.ofValue(MAPPER.readerFor(JsonNode.class), found::add);
    }

    @Test
    void elementsComeOneByOne() throws IOException {
        for (int i = 0; i < 100; i++) {
            found.clear();
            read(list(1_000), LIST);
            var expected = new ArrayList<JsonNode>();
            MAPPER.readTree(LIST).forEach(expected::add);
            assertThat(found.toString()).isEqualTo(expected.toString());
        }
    }

    @Test
    void aValueIsRead() throws IOException {
        for (var json : List.of(LIST, "17", "\"x\"", "{\"a\":{}}", "true")) {
            found.clear();
            read(value(), json);
            assertThat(found).containsExactly(MAPPER.readTree(json));
        }
    }

    /** Whatever a text has, there is an object for it. */
    @Test
    void emptyTextsCountToo() throws IOException {
        var stream = list(100);
        var values = "[" + "\"\",".repeat(150) + "0]";
        var names = "[" + "{\"\":0},".repeat(60) + "0]";
        read(stream, "[1," + values + ",2," + names + ",3]");
        assertThat(found.toString()).isEqualTo("[1, 2, 3]");
        assertThat(stream.leftOut()).isEqualTo(2);
    }

    @Test
    void elementsThatAreTooLargeAreLeftOut() throws IOException {
        var stream = list(100);
        var large = "{\"a\":\"" + "x".repeat(200) + "\",\"b\":[1,{}]}";
        read(stream, "[1," + large + ",2," + "[".repeat(150) + "]".repeat(150) + ",3]");
        assertThat(found.toString()).isEqualTo("[1, 2, 3]");
        assertThat(stream.leftOut()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{}",
                "1",
                "[",
                "[1",
                "[1,",
                "[1]]",
                "[1] 2",
                "[{\"a\":1,\"a\":2}]",
                "[1,]",
                "[x]"
            })
    void whatIsNoListIsRefused(String json) {
        assertThatThrownBy(() -> read(list(100), json)).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}{}", "{\"a\":1", "{} 1", "tru", "<html>", "\"x"})
    void whatIsNoValueIsRefused(String json) {
        assertThatThrownBy(() -> read(value(), json)).isInstanceOf(JsonProcessingException.class);
    }
}
