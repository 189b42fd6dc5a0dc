package org.dreamlms.books.standin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A book's files in small: two pages, three activities, a cover. */
final class SampleContent {

    private SampleContent() {}

    static SortedMap<String, StandInFile> files(String publisher, String name) {
        var files = new TreeMap<String, StandInFile>();
        var colour = (publisher + name).hashCode() & 0xffffff;
        files.put("config.json", StandInFile.of(config(publisher, name).encodePrettily()));
        files.put("images/book_cover.png", TinyPng.of(60, 80, colour));
        for (int page = 1; page <= 2; page++) {
            files.put(image(page), TinyPng.of(30, 40, colour ^ 0x7f7f7f));
        }
        return files;
    }

    static JsonObject config(String publisher, String name) {
        var pages =
                new JsonArray()
                        .add(
                                page(
                                        name,
                                        1,
                                        activity("circle", "Circle the right word.", 0),
                                        activity("markwithx", null, 1)))
                        .add(page(name, 2, activity("matchTheWords", "Match the words.", 0)));
        var module = new JsonObject().put("name", "M1").put("pages", pages);
        var book =
                new JsonObject()
                        .put("book_title", name)
                        .put("publisher_name", publisher)
                        .put("modules", new JsonArray().add(module));
        return new JsonObject().put("books", new JsonArray().add(book));
    }

    static JsonObject activity(String type, String header, int index) {
        var activity = new JsonObject().put("type", type);
        if (header != null) {
            activity.put("headerText", header);
        }
        activity.put("answer", new JsonArray(List.of(answer(index), answer(index + 1))));
        return new JsonObject().put("coords", coords(index)).put("activity", activity);
    }

    static JsonObject answer(int index) {
        return new JsonObject()
                .put("no", index + 1)
                .put("text", "answer " + (index + 1))
                .put("isCorrect", index % 2 == 0)
                .put("coords", coords(index));
    }

    static JsonObject coords(int index) {
        return new JsonObject()
                .put("x", 90 + 40 * index)
                .put("y", 120 + 150 * index)
                .put("w", 44)
                .put("h", 44);
    }

    private static JsonObject page(String name, int number, JsonObject... sections) {
        return new JsonObject()
                .put("page_number", number)
                .put("image_path", "./books/" + name + "/" + image(number))
                .put("sections", new JsonArray(List.of((Object[]) sections)));
    }

    private static String image(int page) {
        return "images/HB/modules/M1/pages/%02d.png".formatted(page);
    }
}
