package org.dreamlms.books.standin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Random;
import java.util.TreeMap;

/**
 * A book's files in large: a config.json of about 430 KB with 200 pages and 800 activities, and
 * four images of 240 KB each, {@code images/0.png} to {@code 3.png}.
 */
final class LargeContent {

    private static final int PAGES = 200;
    private static final int ACTIVITIES_OF_A_PAGE = 4;
    private static final int WORDS = 20;
    private static final int IMAGES = 4;
    private static final int IMAGE_BYTES = 240_000;

    private LargeContent() {}

    /** Gives it to all books. */
    static void fill(StandInDcs dcs) {
        for (var book : dcs.books().all()) {
            int id = book.getInteger("id");
            var random = new Random(id);
            var files = new TreeMap<String, StandInFile>();
            files.put("config.json", StandInFile.of(config(random).encode()));
            for (int i = 0; i < IMAGES; i++) {
                var bytes = new byte[IMAGE_BYTES];
                random.nextBytes(bytes);
                files.put("images/" + i + ".png", StandInFile.of(bytes));
            }
            dcs.folder(id).ifPresent(folder -> dcs.files().replaceFolder(folder, files));
        }
    }

    private static JsonObject config(Random random) {
        var pages = new JsonArray();
        for (int page = 1; page <= PAGES; page++) {
            var sections = new JsonArray();
            for (int i = 0; i < ACTIVITIES_OF_A_PAGE; i++) {
                var words = new JsonArray();
                for (int word = 0; word < WORDS; word++) {
                    words.add("word-" + Long.toHexString(random.nextLong()));
                }
                var activity = SampleContent.activity("matchTheWords", "Match the words.", i);
                activity.getJsonObject("activity").put("words", words);
                sections.add(activity);
            }
            pages.add(new JsonObject().put("page_number", page).put("sections", sections));
        }
        var module = new JsonObject().put("name", "M1").put("pages", pages);
        var book = new JsonObject().put("modules", new JsonArray().add(module));
        return new JsonObject().put("books", new JsonArray().add(book));
    }
}
