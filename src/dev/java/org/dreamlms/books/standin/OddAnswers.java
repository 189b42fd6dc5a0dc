package org.dreamlms.books.standin;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * What DCS might answer one day: books and files config.json made at random, most of them nearly
 * right. They are those of the ids from {@link #FIRST_ID} on, which the stand-in does not have
 * else; the same id has the same answers.
 */
public final class OddAnswers {

    /** The first of the ids, of which there are {@link #COUNT}. */
    public static final int FIRST_ID = 900_000;

    public static final int COUNT = 10_000;

    private static final Pattern BOOK = Pattern.compile(".*/books/(9\\d{5})");
    private static final Pattern CONFIG = Pattern.compile(".*/Odd/N(9\\d{5})/object");
    private static final int HUGE_TEXT = 2_000_000;
    private static final int DEEP = 3_000;

    private static final List<String> ENCODINGS =
            List.of("UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE", "UTF-32");

    private final Random random;
    private final OddJson json;

    private OddAnswers(long seed) {
        this.random = new Random(seed);
        this.json = new OddJson(random);
    }

    /** Lets the stand-in answer so until its faults are cleared. */
    public static void of(StandInDcs dcs) {
        dcs.faults()
                .always(
                        "book",
                        (request, vertx, answer) ->
                                id(BOOK, request)
                                        .ifPresentOrElse(id -> send(request, book(id)), answer));
        dcs.faults()
                .always(
                        "object",
                        (request, vertx, answer) ->
                                id(CONFIG, request)
                                        .filter(id -> isConfig(request))
                                        .ifPresentOrElse(id -> send(request, config(id)), answer));
    }

    private static Optional<Integer> id(Pattern path, HttpServerRequest request) {
        var match = path.matcher(request.path());
        return match.matches() ? Optional.of(Integer.valueOf(match.group(1))) : Optional.empty();
    }

    private static boolean isConfig(HttpServerRequest request) {
        return "config.json".equals(request.getParam("path"));
    }

    private static void send(HttpServerRequest request, byte[] bytes) {
        request.response().putHeader("content-type", "application/json").end(Buffer.buffer(bytes));
    }

    /** The book of this id. */
    static byte[] book(int id) {
        return new OddAnswers(id).book(String.valueOf(id));
    }

    /** The config.json of the book of this id. */
    static byte[] config(int id) {
        return new OddAnswers(-id).config();
    }

    private byte[] book(String id) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("id", id);
        fields.put("book_name", "\"N" + id + "\"");
        fields.put("book_title", "\"A title\"");
        fields.put("publisher", "\"Odd\"");
        fields.put("publisher_id", "1");
        fields.put("book_cover", "\"cover.png\"");
        fields.put("activity_count", "3");
        fields.put("activity_details", "{\"circle\":3}");
        fields.put("total_size", "1000");
        fields.put("language", "\"en\"");
        fields.put("category", "\"c\"");
        fields.put("status", "\"published\"");
        fields.put("created_at", "\"2026-01-01T00:00:00Z\"");
        fields.put("updated_at", "\"2026-01-01T00:00:00Z\"");
        fields.put("new_field", value());
        return bytes(chance(8) ? value() : bent(fields, 25));
    }

    private byte[] config() {
        var pages = new ArrayList<String>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            pages.add(chance(12) ? value() : page());
        }
        var fields = new LinkedHashMap<String, String>();
        fields.put("name", "\"M1\"");
        fields.put("pages", pages.toString());
        var modules = "[" + bent(fields, 20) + (chance(4) ? "," + value() : "") + "]";
        var book = "{\"modules\":" + modules + "}";
        return bytes(chance(4) ? book : "{\"books\":[" + book + "]}");
    }

    private String page() {
        var sections = new ArrayList<String>();
        for (int i = random.nextInt(5); i > 0; i--) {
            sections.add(chance(12) ? value() : section());
        }
        var fields = new LinkedHashMap<String, String>();
        fields.put("page_number", chance(4) ? json.number() : "" + random.nextInt(9));
        fields.put("image_path", "\"images/1.png\"");
        fields.put("sections", sections.toString());
        return bent(fields, 20);
    }

    private String section() {
        var activity = new LinkedHashMap<String, String>();
        activity.put("type", "\"circle\"");
        activity.put("headerText", "\"Circle it\"");
        activity.put("answer", value());
        var fields = new LinkedHashMap<String, String>();
        fields.put("type", List.of("\"audio\"", "\"video\"", "\"fill\"").get(random.nextInt(3)));
        fields.put("activity", bent(activity, 20));
        fields.put("audio_path", "\"./books/X/audio/1.mp3\"");
        fields.put("answer", "[{\"text\":\"a\",\"coords\":" + coords() + "}]");
        fields.put("audio_extra", "{\"path\":\"a.mp3\",\"x\":" + value() + "}");
        fields.put("coords", coords());
        return bent(fields, 15);
    }

    private String coords() {
        return "{\"x\":%s,\"y\":1,\"w\":%s,\"h\":2.5}".formatted(json.number(), json.number());
    }

    /** An object with these fields, of which one in so many is another, or there twice. */
    private String bent(LinkedHashMap<String, String> fields, int oneIn) {
        var text = new ArrayList<String>();
        fields.forEach(
                (name, right) -> {
                    if (!chance(oneIn)) {
                        text.add("\"" + name + "\":" + right);
                    }
                    if (chance(oneIn)) {
                        text.add("\"" + name + "\":" + value());
                    }
                });
        return "{" + String.join(",", text) + "}";
    }

    private String value() {
        if (chance(300)) {
            return "\"" + "a\u015f".repeat(HUGE_TEXT / 2) + "\"";
        }
        return chance(100) ? "[".repeat(DEEP) + "]".repeat(DEEP) : json.value(3);
    }

    private byte[] bytes(String text) {
        return switch (random.nextInt(24)) {
            case 0 -> text.getBytes(Charset.forName(ENCODINGS.get(random.nextInt(6))));
            case 1 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
            case 2 -> text.substring(0, text.length() / 2).getBytes(StandardCharsets.UTF_8);
            case 3 -> (text + text).getBytes(StandardCharsets.UTF_8);
            case 4 -> text.replace("a", "\u00e9").getBytes(StandardCharsets.ISO_8859_1);
            case 5 -> (" \r\n\t" + text + "\n").getBytes(StandardCharsets.UTF_8);
            default -> text.getBytes(StandardCharsets.UTF_8);
        };
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }
}
