package org.dreamlms.books.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.dreamlms.books.page.BookConfig.Module;
import org.dreamlms.books.standin.OddConfigs;
import org.dreamlms.books.standin.OddJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {

    private static final String PAGE =
            """
            {"page_number":8,"image_path":"./books/BRAINS/images/08.png","sections":[
              {"type":"audio","audio_path":"./books/BRAINS/audio/a b.mp3","coords":{"x":1,"y":2,"w":3,"h":4}},
              {"activity":{"type":"circle","headerText":" Circle it. ","answer":[1]},
               "coords":{"x":1.5,"y":2,"w":3,"h":4},
               "audio_extra":{"path":"./books/BRAINS/audio/x.mp3","coords":{}}},
              {"type":"video","video_path":"./books/BRAINS/videos/v.mp4","poster":"./books/BRAINS/p.png",
               "coords":{"x":1,"y":2,"w":3,"h":4}},
              {"type":"fill","answer":[{"text":"cat","coords":{"x":1,"y":2,"w":3,"h":4}}]},
              {"activity":{"type":"matchTheWords"},"coords":{"x":1,"y":2,"w":3,"h":4}}]}
            """;

    private static BookConfig read(String json) throws IOException {
        return ConfigReader.read(json.getBytes(StandardCharsets.UTF_8), strict());
    }

    /** Like the service's own. */
    private static ObjectMapper strict() {
        var mapper = new ObjectMapper();
        mapper.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        return mapper;
    }

    private static String modules(String... pages) {
        return "{\"books\":[{\"modules\":[{\"name\":\"M1\",\"pages\":["
                + String.join(",", pages)
                + "]}]}]}";
    }

    @Test
    void aPageIsReadWithAllThatIsOnIt() throws IOException {
        var config = read(modules(PAGE));
        var page = config.modules().get(0).pages().get(0);
        assertEquals(List.of(), config.warnings());
        assertEquals(Optional.of("images/08.png"), page.image());
        assertEquals(Optional.of("audio/a b.mp3"), page.audio().get(0).path());
        assertEquals(Optional.of("videos/v.mp4"), page.video().get(0).path());
        assertEquals("cat", page.fill().get(0).answers().get(0).text());
        var activity = page.activities().get(0);
        assertEquals("circle", activity.type());
        assertEquals("Circle it.", activity.title());
        assertEquals("M1", activity.moduleName());
        assertEquals(81, activity.orderIndex());
        assertEquals(Optional.of("audio/x.mp3"), activity.audio());
        assertTrue(activity.json().contains("\"answer\":[1]"));
        assertEquals("Match the words", page.activities().get(1).title());
    }

    @Test
    void theFirstFormatIsReadToo() throws IOException {
        assertEquals(
                2,
                read("{\"modules\":[{\"name\":\"M\",\"pages\":[" + PAGE + "]}]}")
                        .activities()
                        .count());
    }

    @Test
    void theNameOfAModuleMayComeAfterItsPages() throws IOException {
        var config = read("{\"modules\":[{\"pages\":[" + PAGE + "],\"name\":\"Late\"}]}");
        assertEquals("Late", config.activities().findFirst().orElseThrow().moduleName());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "7",
                "{}",
                "{\"books\":null}",
                "{\"books\":{}}",
                "{\"books\":[1,\"x\",null,[]]}",
                "{\"books\":[{\"modules\":\"none\"}]}",
                "{\"modules\":[1,{\"pages\":7},{\"name\":3,\"pages\":[null,[],{}]}]}",
                "{\"modules\":[{\"name\":\"M\",\"pages\":[{\"page_number\":[],\"image_path\":5,\"sections\":{}}]}]}",
                "{\"modules\":[{\"name\":\"M\",\"pages\":[{\"page_number\":1,\"image_path\":\"../../x\",\"sections\":"
                        + "[1,{\"activity\":[]},{\"activity\":{}},{\"type\":\"audio\",\"audio_path\":{}},"
                        + "{\"type\":\"video\"},{\"type\":\"fill\"},{\"type\":7}]}]}]}"
            })
    void whatIsOddIsSaidAndNeverThrown(String json) throws IOException {
        assertTrue(!read(json).warnings().isEmpty());
    }

    @Test
    void oddThingsDoNotTakeTheirNeighboursAlong() throws IOException {
        var config = read(modules("null", "{\"page_number\":\"7\",\"sections\":[5]}", PAGE));
        assertEquals(
                List.of(7, 8),
                config.modules().get(0).pages().stream().map(BookConfig.Page::number).toList());
        assertEquals(2, config.activities().count());
    }

    @Test
    void aPageWithoutANumberFollowsTheOneBefore() throws IOException {
        var config = read(modules(PAGE, "{\"image_path\":\"a.png\"}"));
        assertEquals(9, config.modules().get(0).pages().get(1).number());
        assertEquals(1, config.warnings().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"books\":[", "{} {}", "{}x", "\uFEFF{}", "nope"})
    void whatIsNotJsonIsAnError(String json) {
        assertThrows(IOException.class, () -> read(json));
    }

    @Test
    void nestingWithoutEndIsAnErrorAndNotAnOverflow() {
        assertThrows(IOException.class, () -> read("[".repeat(100_000)));
        assertThrows(
                IOException.class,
                () ->
                        read(
                                modules(
                                        "{\"sections\":"
                                                + "[".repeat(50_000)
                                                + "]".repeat(50_000)
                                                + "}")));
    }

    @Test
    void twoThousandPagesAndTwentyMegabytesAreRead() throws IOException {
        var filler = "\"" + "x".repeat(10_000) + "\"";
        var page =
                "{\"page_number\":%d,\"image_path\":\"./books/B/p.png\",\"sections\":[{\"coords\":{},"
                        + "\"activity\":{\"type\":\"circle\",\"text\":"
                        + filler
                        + "}}]}";
        var pages = new String[2000];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = page.formatted(i);
        }
        var config = read(modules(pages));
        assertEquals(2000, config.activities().count());
        assertEquals(101, config.warnings().size());
        assertEquals("and 1900 more", config.warnings().get(100));
    }

    @ParameterizedTest
    @CsvSource({
        "./books/BRAINS/images/a.png, images/a.png",
        "books/Old Name/images/a.png, images/a.png",
        "/books/BRAINS/a.png, a.png",
        "images/a.png, images/a.png",
        ".\\books\\BRAINS\\images\\a.png, images/a.png",
        "./a.png, a.png",
        "./books/BRAINS/../../x, ",
        "https://example.org/a.png, ",
        "./books/BRAINS/, "
    })
    void pathsAreRelativeToTheBook(String raw, String relative) {
        assertEquals(Optional.ofNullable(relative), ConfigPaths.relative(raw));
    }

    @ParameterizedTest
    @CsvSource({
        "circle, Circle",
        "markwithx, Mark with X",
        "fillSentencesWithDots, Fill sentences with dots",
        "dragdroppicturegroup, Drag and drop picture group",
        "some_new-type, Some new type"
    })
    void titlesAreMadeFromTypes(String type, String title) {
        assertEquals(title, ActivityTitles.of(type));
    }

    /** Files that are small in storage and would be gigabytes of objects. */
    @Test
    void whatIsOverTheBudgetIsLeftOutAndSaid() throws IOException {
        var activities = ConfigReader.read(OddConfigs.withActivities(60_000), new ObjectMapper());
        assertThat(activities.activities().count()).isBetween(10_000L, 20_000L);
        assertThat(activities.warnings())
                .contains("some pages are too large; what is at their end is left out");
        var page =
                "{\"page_number\":1,\"sections\":["
                        + "{\"activity\":{\"type\":\"circle\"}},".repeat(9_000)
                        + "1]}";
        var many = read(modules(page, page, page));
        assertEquals(ConfigBudget.MAX_ACTIVITIES, many.activities().count());
        assertThat(many.warnings())
                .startsWith("there are more than 20,000 activities; the rest is left out");
        var pages = ConfigReader.read(OddConfigs.withPages(20_000), new ObjectMapper());
        assertEquals(ConfigBudget.MAX_PAGES, pages.modules().get(0).pages().size());
        assertThat(pages.warnings())
                .startsWith("there are more than 5,000 pages; the rest is left out");
        var modules = read("{\"modules\":[" + "{},".repeat(20_000) + "{}]}");
        assertEquals(ConfigBudget.MAX_MODULES, modules.modules().size());
    }

    @Test
    void aPageThatIsTooLargeKeepsWhatComesFirstAndThoseAfterItAreRead() throws IOException {
        var deep = "{\"a\":[" + "{\"b\":[1,2]},".repeat(60_000) + "1]}";
        var activity = "{\"activity\":{\"type\":\"circle\"}}";
        var config =
                read(
                        modules(
                                "{\"page_number\":1,\"sections\":[%s,%s,%s],\"x\":%s}"
                                        .formatted(activity, deep, activity, deep),
                                PAGE));
        assertEquals(
                List.of(1, 2),
                config.modules().get(0).pages().stream().map(p -> p.activities().size()).toList());
        assertThat(config.warnings())
                .contains("module 0, page at 0: is too large; what is at its end is left out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\":%s", "\"x\":[{\"y\":%s}]", "\"sections\":[%s]", "%s:1"})
    void textsHaveABoundHoweverFewTheyAre(String place) throws IOException {
        var large = "\"" + "x".repeat(20_000) + "\"";
        var activity = "{\"activity\":{\"type\":\"circle\"}}";
        var fields = String.join(",", Collections.nCopies(100, place.formatted(large)));
        var config =
                read(
                        modules(
                                "{\"page_number\":1,%s,\"z\":1,\"sections\":[%s]}"
                                        .formatted(fields, activity),
                                PAGE));
        assertEquals(
                List.of(0, 2),
                config.modules().get(0).pages().stream().map(p -> p.activities().size()).toList());
        assertThat(config.warnings())
                .contains("module 0, page at 0: is too large; what is at its end is left out");
    }

    @Test
    void scalarsOfAPageAreCounted() throws IOException {
        var page = "{\"page_number\":1,\"sections\":[" + "1,".repeat(200_000) + "1]}";
        assertThat(read(modules(page, PAGE)).warnings())
                .contains("module 0, page at 0: is too large; what is at its end is left out");
    }

    @Test
    void anActivityHasAMegabyteAtTheMost() throws IOException {
        var activity = "{\"activity\":{\"type\":\"circle\",\"a\":\"%s\"}}";
        var config =
                read(
                        modules(
                                "{\"page_number\":1,\"sections\":[%s,%s]}"
                                        .formatted(
                                                activity.formatted("x".repeat(1_000_000)),
                                                activity.formatted("x".repeat(1_100_000)))));
        assertEquals(1, config.activities().count());
    }

    @Test
    void namesOfModulesAreCut() throws IOException {
        var config = read("{\"modules\":[{\"name\":\"" + "x".repeat(10_000) + "\"}]}");
        assertThat(config.modules().get(0).name()).hasSize(500);
    }

    @Test
    void soundsFilmsAndAnswersAreCounted() throws IOException {
        var fill = "{\"type\":\"fill\",\"answer\":[" + "{},".repeat(30_000) + "{}]}";
        var page = "{\"page_number\":1,\"sections\":[" + fill + "]}";
        var config = read(modules(page, page, page, page, page));
        var kept =
                config.modules().get(0).pages().stream()
                        .flatMap(p -> p.fill().stream())
                        .mapToInt(gaps -> 1 + gaps.answers().size())
                        .sum();
        assertThat(kept).isLessThanOrEqualTo(ConfigBudget.MAX_DECORATIONS);
        assertThat(config.size()).isLessThan(ConfigBudget.MAX_DECORATIONS + 10);
    }

    @Test
    void titlesAreCutAsTheTableHasThem() throws IOException {
        var text = "x".repeat(499) + "\ud83d\ude00".repeat(10);
        var config =
                read(
                        modules(
                                "{\"page_number\":1,\"sections\":[{\"activity\":{\"type\":\"%s\",\"headerText\":\"%s\"}}]}"
                                        .formatted("t".repeat(200), text)));
        var activity = config.activities().findFirst().orElseThrow();
        assertEquals("x".repeat(499), activity.title());
        assertEquals(100, activity.type().length());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8        | 8",
                "\"8\"  | 8",
                "\" 08 \" | 8",
                "8.0      | 8",
                "8.00     | 8",
                "1e1      | 10",
                "1E+1     | 10",
                "100e-1   | 10",
                "0        | 0",
                "0.0      | 0",
                "-0.0     | 0",
                "1e5      | 100000"
            })
    void aNumberIsANumberInWhateverWords(String written, int number) throws IOException {
        var page = "{\"page_number\":%s,\"image_path\":\"a.png\"}".formatted(written);
        var config = read(modules("{\"page_number\":70,\"image_path\":\"a.png\"}", page));
        assertEquals(List.of(), config.warnings());
        assertEquals(number, config.modules().get(0).pages().get(1).number());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.5",
                "-1",
                "-1.0",
                "1e6",
                "1e400",
                "100001.0",
                "true",
                "[8]",
                "null",
                "\"\"",
                "\"8.7\"",
                "\"8f\"",
                "\"0x8\"",
                "\"NaN\"",
                "\"-8\"",
                "\"100001\"",
                "\"99999999999\"",
                "\"eight\""
            })
    void whatIsNoPageNumberIsSaid(String written) throws IOException {
        var page = "{\"page_number\":%s,\"image_path\":\"a.png\"}".formatted(written);
        var config = read(modules("{\"page_number\":70,\"image_path\":\"a.png\"}", page));
        assertThat(config.warnings()).singleElement().asString().contains("taken as 71");
        assertEquals(71, config.modules().get(0).pages().get(1).number());
    }

    /** With all digits, whatever an exponent says, where the audio is put in as well. */
    @Test
    void anActivitySaysWhatItSaid() throws IOException {
        var odd = new OddJson(new Random(17));
        for (int i = 0; i < 2_000; i++) {
            var value = odd.value(4);
            var audio =
                    i % 2 == 0 ? "" : "\"audio_extra\":{\"path\":\"a.mp3\",\"x\":" + value + "}";
            var activity = "{\"type\":\"circle\",\"x\":%s}".formatted(value);
            var section = "{\"activity\":%s,%s}".formatted(activity, audio).replace(",}", "}");
            var config =
                    read(
                            modules(
                                    "{\"page_number\":1,\"image_path\":\"a\",\"sections\":[%s]}"
                                            .formatted(section)));
            var read = config.modules().get(0).pages().get(0).activities().get(0).json();
            SameJson.assertSame(
                    read,
                    (activity.substring(0, activity.length() - 1) + "," + audio + "}")
                            .replace(",}", "}"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1000000000", "-1.5E+99999999999", "1e-1000000000", "1e2147483648"})
    void aNumberBeyondAllBoundsIsLeftOutAndSaid(String number) throws IOException {
        var section = "{\"activity\":{\"type\":\"circle\"},\"x\":%s}".formatted(number);
        var config =
                read(
                        modules(
                                "{\"page_number\":1,\"image_path\":\"a\",\"sections\":[%s,{}]}"
                                        .formatted(section)));
        assertThat(config.warnings().toString()).contains("1 values");
        assertThat(config.modules().get(0).pages().get(0).activities()).isEmpty();
    }

    @Test
    void ofTwoFieldsWithOneNameTheLastOneCounts() throws IOException {
        var page =
                "{\"page_number\":1,\"page_number\":2,\"image_path\":\"a\",\"image_path\":\"b\"}";
        var module = "{\"name\":\"A\",\"pages\":[%s,%s],\"name\":\"B\",\"pages\":[%s]}";
        var list = "[" + module.formatted(PAGE, PAGE, page) + "]";
        var old = "[" + module.formatted(PAGE, PAGE, PAGE) + ",{\"name\":\"x\"}]";
        for (var json :
                List.of(
                        "{\"books\":[{\"modules\":%s}]}".formatted(list),
                        "{\"modules\":%s,\"modules\":%s}".formatted(old, list),
                        "{\"books\":[{\"modules\":%s,\"modules\":%s}]}".formatted(old, list),
                        "{\"books\":[{\"modules\":%s},{}],\"books\":[{\"modules\":%s}]}"
                                .formatted(old, list))) {
            var config = read(json);
            assertEquals(List.of(), config.warnings());
            var only = config.modules();
            assertEquals(1, only.size());
            assertEquals("B", only.get(0).name());
            assertEquals(0, only.get(0).index());
            assertEquals(1, only.get(0).pages().size());
            assertEquals(2, only.get(0).pages().get(0).number());
            assertEquals(Optional.of("b"), only.get(0).pages().get(0).image());
        }
        var twice = "{\"activity\":{\"type\":\"a\",\"type\":\"circle\",\"x\":1,\"x\":2}}";
        var sections = "{\"page_number\":1,\"sections\":[7],\"sections\":[%s]}".formatted(twice);
        var activity = read(modules(sections)).activities().findFirst().orElseThrow();
        assertEquals("circle", activity.type());
        assertThat(activity.json()).contains("\"x\":2").doesNotContain("\"x\":1");
    }

    /**
     * Each letter is a module; those of the last field of a name count, where that field stands.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m:A b:B               | AB",
                "b:B m:A               | BA",
                "m:A b:B m:CD b:E      | CDE",
                "m: b:B m: b:          | ''",
                "b:B m:A b:            | A",
                "m:AB b:CD m:E         | CDE",
                "b:A b:B m:C m:D b:EFG | DEFG"
            })
    void theLastBooksAndTheLastModulesCount(String fields, String expected) throws IOException {
        var json = new StringJoiner(",", "{", "}");
        for (var field : fields.strip().split(" +")) {
            var modules = new StringJoiner(",", "\"modules\":[", "]");
            for (var name : field.substring(2).split("")) {
                if (!name.isEmpty()) {
                    modules.add(
                            ("{\"name\":\"%s\",\"pages\":[{\"page_number\":1,\"sections\":"
                                            + "[{\"activity\":{\"type\":\"circle\"}}]}]}")
                                    .formatted(name));
                }
            }
            json.add(field.startsWith("m") ? modules.toString() : "\"books\":[{" + modules + "}]");
        }
        var config = read(json.toString());
        assertEquals(
                expected,
                config.modules().stream().map(Module::name).collect(Collectors.joining()));
        for (int i = 0; i < expected.length(); i++) {
            var module = config.modules().get(i);
            var activity = module.pages().get(0).activities().get(0);
            assertEquals(i, module.index());
            assertEquals(i, activity.moduleIndex());
            assertEquals(module.name(), activity.moduleName());
        }
    }

    @Test
    void booksWithinBooksAreNotRead() throws IOException {
        var deep = "{\"books\":[".repeat(4_000) + "]}".repeat(4_000);
        assertEquals(List.of(), read(deep).modules());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
    void anotherEncodingIsAnError(String charset) {
        for (var json : List.of("{}", modules(PAGE), " {}")) {
            var bytes = json.getBytes(Charset.forName(charset));
            assertThrows(IOException.class, () -> ConfigReader.read(bytes, strict()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"x\":LARGE,\"books\":[{\"modules\":[{\"name\":\"M\",\"y\":LARGE,\"pages\":[PAGE]}]}]}",
                "{\"books\":[{\"modules\":[{\"name\":\"M\",\"pages\":[{\"page_number\":1,\"sections\":[LARGE]},PAGE]}]}]}",
                "{\"books\":[{\"modules\":[{\"name\":\"M\",\"pages\":[{\"page_number\":1,\"x\":LARGE},PAGE]}]}]}",
                "{\"books\":[{\"modules\":[{\"name\":\"M\",\"pages\":[{\"page_number\":LARGE},PAGE]}]}]}"
            })
    void whatIsLargeIsNoFault(String json) throws IOException {
        for (var large :
                List.of(
                        "\"" + "x".repeat(20_000_001) + "\"",
                        "1".repeat(1_001),
                        "1." + "1".repeat(1_001),
                        "1".repeat(200_000),
                        "[".repeat(1_001) + "]".repeat(1_001),
                        "{\"a\":".repeat(1_001) + "1" + "}".repeat(1_001),
                        "{\"" + "x".repeat(50_001) + "\":1}")) {
            var config = read(json.replace("LARGE", large).replace("PAGE", PAGE));
            assertEquals(2, config.activities().count());
            assertEquals(8, config.activities().findFirst().orElseThrow().pageNumber());
        }
    }

    @Test
    void aValueThatOthersCannotReadIsLeftOutByItself() throws IOException {
        var activity = "{\"activity\":{\"type\":\"circle\",\"a\":%s}}";
        var page =
                "{\"page_number\":1,\"sections\":[%s,%s,%s]}"
                        .formatted(
                                activity.formatted("1"),
                                activity.formatted("1".repeat(1_001)),
                                activity.formatted("[".repeat(1_000) + "]".repeat(1_000)));
        var last = activity.formatted("[".repeat(500) + "]".repeat(500));
        var config = read(modules(page.substring(0, page.length() - 2) + "," + last + "]}"));
        assertThat(config.warnings()).anyMatch(line -> line.contains("2 values are nested"));
        assertEquals(
                List.of(0, 3), config.activities().map(BookConfig.Activity::sectionIndex).toList());
        for (var one : config.activities().toList()) {
            strict().readTree(one.json());
        }
    }
}
