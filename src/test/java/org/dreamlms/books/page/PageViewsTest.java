package org.dreamlms.books.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.dreamlms.books.contract.Contract;
import org.dreamlms.books.dcs.DcsListing;
import org.dreamlms.books.http.answer.TaggedJson;
import org.junit.jupiter.api.Test;

/** What is made of a config.json and of rows, without a service around it. */
class PageViewsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> PLAYABLE = Set.of("circle", "markwithx");

    private static final String GARDEN =
            """
            {"books": [{"modules": [{"name": "Garden", "pages": [
              {"page_number": 6, "image_path": "./books/GREEN/images/G/06.png", "sections": [
                {"type": "audio", "audio_path": "./books/GREEN/audio/5.mp3"},
                {"type": "video", "video_path": "./books/GREEN/video/1.mp4",
                 "coords": {"x": 700, "y": 80, "w": 48, "h": 48}},
                {"coords": {"x": 1, "y": 1, "w": 1, "h": 1}, "activity": {"type": "circle"}},
                {"activity": {"type": "markwithx"}},
                {"type": "fill", "answer": [
                  {"text": "oak", "coords": {"x": 120, "y": 512, "w": 90, "h": 22}},
                  {"text": "", "coords": {"x": 1}}, {"text": "no place"}, {"text": "x", "coords": {}}]}]},
              {"page_number": 7, "image_path": "./books/GREEN/images/G/07.png", "sections": []}%s]}]}]}
            """;

    private static final String PAGE_9 =
            """
            , {"page_number": 9, "image_path": "./books/GREEN/images/G/09.png", "sections": [
                {"activity": {"type": "fillpicture", "headerText": "Fill it"}},
                {"activity": {"type": "circle"}}, {"activity": {"type": "circle", "id": 12}}]}
            """;

    private static final String CONFIG =
            """
            {"type":"circle","circleCount":2,"section_path":"./books/GREEN/images/G/06a.png",
             "coords":{"x":410,"y":260,"w":60,"h":60},
             "answer":[{"coords":{"x":10,"y":20,"w":30,"h":30},"isCorrect":true}],
             "audio_extra":{"path":"./books/GREEN/audio/6.mp3"}}
            """;

    private static UUID id(int number) {
        return UUID.fromString("0b0e7a44-5a0e-4c55-9a3d-1f2b6a2c%04d".formatted(number));
    }

    private static ImportedActivity row(int id, String type, String module, int page, int section) {
        return row(id, type, module, page, section, null, null);
    }

    private static ImportedActivity row(
            int id, String type, String module, int page, int section, String dream, String json) {
        return new ImportedActivity(
                id(id),
                type,
                "Mark the trees",
                module,
                page,
                section,
                page * 10 + section,
                dream,
                json);
    }

    private static BookConfig config(String json) throws IOException {
        return ConfigReader.read(json.getBytes(StandardCharsets.UTF_8), MAPPER);
    }

    private static JsonNode json(Object view) throws IOException {
        return MAPPER.readTree(MAPPER.writeValueAsBytes(view));
    }

    private static StructureMapper structures(BookConfig config) {
        var addresses = new PageAddresses("/api/v1/books/71", config);
        return new StructureMapper(71, config, addresses, PLAYABLE);
    }

    private static JsonNode details(BookConfig config, List<ImportedActivity> rows)
            throws IOException {
        var base = "/api/v1/books/71";
        var addresses = new PageAddresses(base, config);
        var players = new PlayerConfig(addresses, MAPPER);
        var mapper =
                new DetailMapper(
                        71,
                        addresses,
                        new PlacedActivities(config, rows, PLAYABLE),
                        new ContentMapper(base),
                        players);
        return json(mapper.details(config, BookMedia.UNKNOWN));
    }

    @Test
    void theStructureIsThatOfTheContract() throws IOException {
        var rows =
                List.of(
                        row(3, "circle", "Garden", 9, 1),
                        row(2, "markwithx", "Garden", 6, 3),
                        row(4, "fillpicture", "Garden", 7, 0),
                        row(1, "circle", "Garden", 6, 2));
        var answer = json(structures(config(GARDEN.formatted(PAGE_9))).structure(rows));
        new Contract("book-structure").assertSaidBy(answer);
        new Contract("book-structure").assertKeptBy(answer);
    }

    @Test
    void thePagesAreThoseOfTheContract() throws IOException {
        var rows =
                List.of(
                        row(3, "fillpicture", "Garden", 9, 1),
                        row(2, "markwithx", "Garden", 6, 3),
                        row(1, "circle", "Garden", 6, 2));
        var answer = json(structures(config(GARDEN.formatted(PAGE_9))).pages(rows));
        new Contract("book-pages").assertSaidBy(answer);
        new Contract("book-pages").assertKeptBy(answer);
    }

    @Test
    void theDetailsAreThoseOfTheContract() throws IOException {
        var rows = List.of(row(1, "circle", "Garden", 6, 2, null, CONFIG));
        var answer = details(config(GARDEN.formatted("")), rows);
        new Contract("book-pages-detail").assertSaidBy(answer);
        new Contract("book-pages-detail").assertKeptBy(answer);
    }

    @Test
    void whatIsNotImportedHasAReason() throws IOException {
        var config = config(GARDEN.formatted(PAGE_9));
        // The one with id 12 has moved since it was imported.
        var rows =
                List.of(
                        row(1, "circle", "Garden", 6, 2),
                        row(2, "circle", "Else", 1, 0, "12", null));
        var missing = json(structures(config).structure(rows)).get("not_imported");
        assertThat(missing.findValuesAsText("reason"))
                .containsExactly("never_imported", "no_player", "never_imported");
        assertThat(missing.findValuesAsText("page_number")).containsExactly("6", "9", "9");
        assertThat(missing.findValuesAsText("section_index")).containsExactly("3", "0", "1");
        var pages = details(config, rows).get("pages");
        assertThat(pages.get(0).get("not_imported")).hasSize(1);
        assertThat(pages.get(2).get("not_imported")).hasSize(2);
        assertThat(pages.get(2).get("activities").findValuesAsText("id"))
                .containsExactly(id(2).toString());
    }

    @Test
    void modulesStandInTheOrderOfConfigJsonAndThoseItDoesNotKnowAfterThem() throws IOException {
        var config =
                config(
                        """
                        {"modules": [{"name": "Module 10", "pages": [{"page_number": 3}]},
                                     {"name": "Module 2", "pages": [{"page_number": 3, "image_path": "./books/X/cover/3.png"}]}]}
                        """);
        var rows =
                List.of(
                        row(1, "circle", "Gone", 5, 0),
                        row(2, "circle", "Module 2", 3, 0),
                        row(3, "circle", "module 10", 4, 0),
                        row(4, "circle", "Module 10", 3, 0));
        var modules = json(structures(config).structure(rows)).get("modules");
        assertThat(modules.findValuesAsText("name"))
                .containsExactly("Module 10", "Module 2", "Gone", "module 10");
        assertThat(modules.findValuesAsText("thumbnail_url"))
                .containsExactly(
                        // A page without an image has the usual address.
                        "/api/v1/books/71/assets/images/HB/modules/M10/pages/03.png",
                        "/api/v1/books/71/assets/cover/3.png",
                        "/api/v1/books/71/assets/images/HB/modules/Gone/pages/05.png",
                        "/api/v1/books/71/assets/images/HB/modules/M10/pages/04.png");
        assertThat(modules.get(2).get("module_index").isNull()).isTrue();
    }

    @Test
    void ofPagesWithOneNameAndNumberEachHasItsOwnRows() throws IOException {
        var config =
                config(
                        """
                        {"modules": [
                          {"name": "Unit", "pages": [{"page_number": 1, "sections": [{"activity": {"type": "circle"}}]}]},
                          {"name": "Unit", "pages": [{"page_number": 1, "sections": [{"activity": {"type": "circle"}}]}]}]}
                        """);
        var second = new ImportedActivity(id(2), "circle", null, "Unit", 1, 0, 1010, null, null);
        var pages = details(config, List.of(second, row(1, "circle", "Unit", 1, 0))).get("pages");
        assertThat(pages.get(0).get("activities").findValuesAsText("id"))
                .containsExactly(id(1).toString());
        assertThat(pages.get(1).get("activities").findValuesAsText("id"))
                .containsExactly(id(2).toString());
        assertThat(pages.get(1).get("activities").get(0).get("config")).isEmpty();
    }

    @Test
    void ofSeveralBooksTheFirstIsReadAndATypeIsTheActivitysOwn() throws IOException {
        var config =
                config(
                        """
                        {"books": [
                          {"modules": [{"name": "M1", "pages": [{"page_number": 1, "sections": [
                            {"type": "circle", "activity": {"answer": []}},
                            {"type": "fill", "answer": [{"text": "oak", "coords": {"x": 1}}],
                             "activity": {"type": "circle"}}]}]}]},
                          {"modules": [{"name": "M2", "pages": []}]}]}
                        """);
        assertThat(config.modules()).extracting(BookConfig.Module::name).containsExactly("M1");
        assertThat(config.warnings()).anyMatch(warning -> warning.contains("only the first"));
        assertThat(config.complete()).isTrue();
        var page = details(config, List.of()).get("pages").get(0);
        assertThat(page.get("not_imported").findValuesAsText("reason"))
                .containsExactly("no_player", "never_imported");
        assertThat(page.get("fill_answers").findValuesAsText("id")).containsExactly("fill-1-1-0");
    }

    /** As in the LMS: such a page can't be turned to, whatever is on it. */
    @Test
    void aPageWithoutANumberIsNotShown() throws IOException {
        var config =
                config(
                        """
                        {"modules": [
                          {"name": "Cover", "pages": [{"sections": [{"activity": {"type": "circle"}}]}]},
                          {"name": "M1", "pages": [
                            {"page_number": 1}, {"sections": [{"activity": {"type": "circle"}}]}]}]}
                        """);
        var rows = List.of(row(1, "circle", "Cover", 1, 0), row(2, "circle", "M1", 2, 0));
        var answer = details(config, rows);
        assertThat(answer.get("modules").findValuesAsText("name")).containsExactly("M1");
        assertThat(answer.at("/modules/0/page_count").asInt()).isEqualTo(1);
        assertThat(answer.get("pages").findValuesAsText("page_number")).containsExactly("1");
        assertThat(answer.get("total_activities").asInt()).isZero();
        // It can be assigned.
        assertThat(json(structures(config).structure(rows)).get("total_activities").asInt())
                .isEqualTo(2);
    }

    /** The section's own are those of something else. */
    @Test
    void anActivityIsWhereItsOwnConfigSays() throws IOException {
        var config = config(GARDEN.formatted(""));
        var rows =
                List.of(
                        row(1, "circle", "Garden", 6, 2),
                        row(2, "markwithx", "Garden", 6, 3, null, CONFIG));
        var base = "/books/71";
        var players = new PlayerConfig(new PageAddresses(base, config), MAPPER);
        var placed = new PlacedActivities(config, rows, PLAYABLE).all();
        var page = json(new ContentMapper(base).activities(placed, players));
        assertThat(page.get(0).get("coords").isNull()).isTrue();
        assertThat(page.get(1).at("/coords/x").asInt()).isEqualTo(410);
    }

    @Test
    void pathsAreRawAndLeadNowhereElse() throws IOException {
        var config =
                config(
                        """
                        {"modules": [{"name": "M1", "pages": [
                          {"page_number": 1, "image_path": "./books/X Y/images/a b/\u0131 1.png", "sections": [
                            {"type": "audio", "audio": "/audio/a b.mp3", "coords": {"x": 1.5, "width": 9}},
                            {"type": "audio"},
                            {"type": "video", "video": "books/v.mp4", "poster": ""},
                            {"type": "video", "video_path": "./books/X/film"}]},
                          {"page_number": 2, "image_path": "./books/X/../../etc/passwd"}, {"sections": []}]}]}
                        """);
        var stored =
                "{\"section_path\": \"../../x.png\", \"audio_extra\": 1, \"coords\": {\"x\": 1}}";
        var rows = List.of(row(1, "circle", "M1", 1, 7, null, stored));
        var pages = details(config, rows).get("pages");
        assertThat(pages).hasSize(2);
        assertThat(pages.get(0).get("image_url").asText())
                .isEqualTo("/api/v1/books/71/assets/images/a b/\u0131 1.png");
        assertThat(pages.get(1).get("image_url").asText())
                .isEqualTo("/api/v1/books/71/assets/images/HB/modules/M1/pages/02.png");
        assertThat(pages.get(0).get("audio").findValuesAsText("id")).containsExactly("audio-1-0");
        var audio = pages.get(0).get("audio").get(0);
        assertThat(audio.get("src").asText()).isEqualTo("/api/v1/books/71/media/audio/a b.mp3");
        assertThat(audio.get("x").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(List.of(audio.get("y"), audio.get("width"), audio.get("height")).toString())
                .isEqualTo("[50, 9, 44]");
        var film = pages.get(0).get("video").get(1);
        assertThat(film.get("subtitle_src").isNull()).isTrue();
        var activity = pages.get(0).get("activities").get(0);
        assertThat(activity.get("coords").isNull()).isTrue();
        assertThat(activity.get("config")).isEqualTo(MAPPER.readTree(stored));
    }

    @Test
    void filmsOfNoSizeAreNoneAndSubtitlesAreSrt() {
        var media =
                BookMedia.of(
                        new DcsListing(
                                new TreeMap<>(
                                        Map.of(
                                                "a.mp4", 5L, "a.srt", 1L, "b.mp4", 0L, "c.mp4", 3L,
                                                "c.vtt", 1L, "d.txt", 9L))));
        assertThat(media.films().keySet()).containsExactlyInAnyOrder("a.mp4", "c.mp4");
        assertThat(media.film("a.mp4").orElseThrow().subtitled()).isTrue();
        assertThat(media.film("c.mp4").orElseThrow().subtitled()).isFalse();
        assertThat(media.subtitlesOf("c.mp4")).contains("c.vtt");
    }

    @Test
    void anAnswerThatIsLargerThanTheConfigAccountsForIsNotRemembered() throws IOException {
        var config = config(GARDEN.formatted(""));
        var stored = new StoredConfig(new byte[100], Optional.empty(), config);
        var small = stored.answer("a", 1, () -> TaggedJson.of(new byte[100]));
        assertThat(stored.answer("a", 1, () -> TaggedJson.of(new byte[100]))).isSameAs(small);
        assertThat(stored.answer("a", 2, () -> TaggedJson.of(new byte[100]))).isNotSameAs(small);
        var large = stored.answer("b", 1, () -> TaggedJson.of(new byte[1_000_000]));
        assertThat(stored.answer("b", 1, () -> TaggedJson.of(new byte[1_000_000])))
                .isNotSameAs(large);
    }

    @Test
    void filmsAreThoseThatConfigJsonNamesAndDcsHas() throws IOException {
        var config =
                config(
                        """
                        {"modules": [{"name": "M1", "pages": [{"page_number": 1, "sections": [
                          {"type": "video", "video_path": "./books/X/v/b.mp4", "title": "Seeds"},
                          {"type": "video", "video_path": "./books/X/v/b.mp4"},
                          {"type": "video", "video_path": "./books/X/v/none.mp4"},
                          {"type": "video", "video_path": "./books/X/v/a.mp4"}]}]}]}
                        """);
        var media =
                new BookMedia(
                        Map.of(
                                "v/a.mp4", new BookMedia.Film("v/a.mp4", 5, false),
                                "v/b.mp4", new BookMedia.Film("v/b.mp4", 7, true)),
                        Set.of("v/b.srt"));
        var answer = json(ContentMapper.videos(71, config, media));
        new Contract("book-videos").assertKeptBy(answer);
        assertThat(answer.get("videos").toString())
                .isEqualTo(
                        "[{\"path\":\"v/b.mp4\",\"name\":\"Seeds\",\"size_bytes\":7,\"has_subtitles\":true},"
                                + "{\"path\":\"v/a.mp4\",\"name\":\"a.mp4\",\"size_bytes\":5,\"has_subtitles\":false}]");
    }
}
