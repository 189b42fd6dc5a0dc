package org.dreamlms.books.standin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of book 4, BRAINS: 53 activities over four modules, with audio, video, subtitles and
 * answers to fill in between them, and file names with spaces and Turkish letters.
 */
final class BrainsContent {

    /** How often each type of activity occurs. */
    static final Map<String, Integer> ACTIVITIES = activities();

    private static final String BOOK = "./books/BRAINS/";
    private static final int MODULES = 4;
    private static final int PAGES = 5;
    private static final int FIRST_PAGE = 8;

    private final SortedMap<String, StandInFile> files = new TreeMap<>();
    private final Deque<String> types = new ArrayDeque<>();
    private int activities;

    SortedMap<String, StandInFile> files() {
        var left = new LinkedHashMap<>(ACTIVITIES);
        while (!left.isEmpty()) {
            types.addAll(left.keySet());
            left.replaceAll((type, count) -> count - 1);
            left.values().removeAll(Collections.singleton(0));
        }
        var modules = new JsonArray();
        for (int module = 1; module <= MODULES; module++) {
            modules.add(module(module));
        }
        var book =
                new JsonObject()
                        .put("book_title", "BRAINS")
                        .put("book_cover", BOOK + "images/book_cover.png")
                        .put("language", "en")
                        .put("publisher_name", "Universal ELT")
                        .put("modules", modules);
        var config = new JsonObject().put("books", new JsonArray().add(book));
        files.put("config.json", StandInFile.of(config.encodePrettily()));
        files.put("images/book_cover.png", TinyPng.of(90, 120, 0xd1495b));
        return files;
    }

    private JsonObject module(int module) {
        var pages = new JsonArray();
        for (int page = 0; page < PAGES; page++) {
            pages.add(page(module, FIRST_PAGE + (module - 1) * PAGES + page));
        }
        return new JsonObject().put("name", "M" + module).put("pages", pages);
    }

    private JsonObject page(int module, int number) {
        var image = "images/HB/modules/M%d/pages/%02d.png".formatted(module, number);
        files.put(image, TinyPng.of(30, 40, 0x2a9d8f + number * 0x050301));
        var sections = new JsonArray();
        decoration(number, sections);
        for (int i = 0; i < 3 && !types.isEmpty(); i++) {
            sections.add(activity(types.removeFirst(), i));
        }
        return new JsonObject()
                .put("page_number", number)
                .put("image_path", BOOK + image)
                .put("sections", sections);
    }

    private JsonObject activity(String type, int index) {
        activities++;
        var header = activities % 7 == 0 ? null : "Activity " + activities + ": " + type + ".";
        var section = SampleContent.activity(type, header, index);
        var activity = section.getJsonObject("activity");
        if (type.startsWith("dragdrop")) {
            activity.put("words", new JsonArray().add("brain").add("heart"));
        }
        if (type.equals("puzzleFindWords")) {
            activity.put("words", new JsonArray().add("THINK").add("LEARN"));
        }
        if (activities % 5 == 0) {
            section.put("audio_extra", audio("audio/Track %02d.mp3".formatted(activities), index));
        }
        return section;
    }

    private void decoration(int number, JsonArray sections) {
        switch (number % 4) {
            case 0 -> sections.add(player("audio", "audio_path", sound("audio/song 1.mp3")));
            case 1 -> sections.add(video(number));
            case 2 -> sections.add(fill());
            default -> {}
        }
    }

    private JsonObject video(int number) {
        var name = number == FIRST_PAGE + 1 ? "videos/Işık ve Çağ" : "videos/clip " + number;
        files.put(name + ".mp4", SampleMedia.mp4(200_000 + number));
        files.put(name + ".srt", StandInFile.of("1\n00:00:00,000 --> 00:00:02,000\nMerhaba!\n"));
        var poster = "images/poster " + number + ".png";
        files.put(poster, TinyPng.of(32, 18, 0x264653));
        return player("video", "video_path", name + ".mp4").put("poster", BOOK + poster);
    }

    private static JsonObject fill() {
        var answers = new JsonArray();
        for (int i = 0; i < 3; i++) {
            answers.add(SampleContent.answer(i));
        }
        return new JsonObject().put("type", "fill").put("answer", answers);
    }

    private static JsonObject player(String type, String field, String path) {
        return new JsonObject()
                .put("type", type)
                .put("coords", SampleContent.coords(3))
                .put(field, BOOK + path);
    }

    private JsonObject audio(String path, int index) {
        var name = activities == 5 ? "audio/şarkı ğ.mp3" : path;
        return new JsonObject()
                .put("path", BOOK + sound(name))
                .put("coords", SampleContent.coords(index));
    }

    private String sound(String path) {
        files.putIfAbsent(path, SampleMedia.mp3(40_000));
        return path;
    }

    private static Map<String, Integer> activities() {
        var counts = new LinkedHashMap<String, Integer>();
        counts.put("circle", 9);
        counts.put("markwithx", 9);
        counts.put("matchTheWords", 9);
        counts.put("dragdroppicture", 9);
        counts.put("puzzleFindWords", 8);
        counts.put("dragdroppicturegroup", 9);
        return Collections.unmodifiableMap(counts);
    }
}
