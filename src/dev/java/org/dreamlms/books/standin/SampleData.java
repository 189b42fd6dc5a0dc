package org.dreamlms.books.standin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** The three publishers and 25 books that a stand-in starts with; each oddity has its book. */
final class SampleData {

    private static final String UNIVERSAL = "Universal ELT";
    private static final String DREAM = "Dream Press";
    private static final String TURKISH = "Çınar Yayınları";

    private final StandInDcs dcs;

    private SampleData(StandInDcs dcs) {
        this.dcs = dcs;
    }

    static void fill(StandInDcs dcs) {
        dcs.books().clear();
        dcs.publishers().all().forEach(row -> dcs.publishers().remove(row.getInteger("id")));
        new SampleData(dcs).fill();
    }

    private void fill() {
        publisher(1, UNIVERSAL, "Universal English Language Teaching");
        publisher(2, DREAM, null);
        publisher(3, TURKISH, TURKISH);
        dcs.publishers().putLogo(1, TinyPng.of(32, 32, 0x1f6feb));
        ordinaryBooks();
        brains();
        oddRows();
        turkishBooks();
        oddConfigs();
    }

    private void publisher(int id, String name, String displayName) {
        dcs.publishers()
                .put(
                        new JsonObject()
                                .put("id", id)
                                .put("name", name)
                                .put("display_name", displayName)
                                .put("description", null)
                                .put("logo_url", null)
                                .put("contact_email", id == 1 ? "books@example.org" : null)
                                .put("status", "active")
                                .put("created_at", "2026-11-20T09:00:00.000123Z")
                                .put("updated_at", "2026-11-21T10:30:00Z"));
    }

    private void ordinaryBooks() {
        book(1, 1, UNIVERSAL, "Starter Steps");
        book(2, 1, UNIVERSAL, "Grammar Garden");
        book(3, 2, DREAM, "Story Time");
        book(20, 2, DREAM, "Science Lab 5");
        // The name of a book is not unique.
        put(book(21, 1, UNIVERSAL, "Reading Room").put("book_title", "Reading Room A1"));
        put(book(22, 2, DREAM, "Reading Room").put("book_title", "Reading Room A2"));
        book(23, 1, UNIVERSAL, "100% Phonics & More");
        book(24, 2, DREAM, "Café Olé");
        put(book(25, 1, UNIVERSAL, "Zebra Zone").put("language", "de").put("category", "german"));
    }

    private void brains() {
        var row = book(4, 1, UNIVERSAL, "BRAINS");
        var details = new JsonObject();
        BrainsContent.ACTIVITIES.forEach(details::put);
        put(
                row.put("activity_count", 53)
                        .put("activity_details", details)
                        .put("total_size", 753253)
                        .put("created_at", "2026-11-23T08:37:12.413999Z")
                        .put("updated_at", "2026-11-23T08:37:12.413999Z"));
        dcs.files().replaceFolder(UNIVERSAL + "/BRAINS", new BrainsContent().files());
    }

    private void oddRows() {
        var junk =
                new JsonObject()
                        .put("circle", "nine")
                        .put("markwithx", null)
                        .put("matchTheWords", new JsonObject().put("count", 3))
                        .put("fillpicture", 2)
                        .put("dragdroppicture", new JsonArray().add(1).add(2))
                        .put("puzzleFindWords", 2.5)
                        .put("typed", true)
                        .put("huge", 99999999999999999L);
        put(
                book(5, 2, DREAM, "DraftOnly")
                        .put("book_title", "retry test")
                        .put("status", "draft")
                        .put("category", "")
                        .put("activity_details", junk));
        put(book(7, 1, UNIVERSAL, "Old Edition").put("status", "archived"));
        put(
                book(11, 2, DREAM, "Untitled")
                        .put("book_title", null)
                        .put("book_cover", null)
                        .put("activity_count", null)
                        .put("activity_details", null)
                        .put("total_size", null));
        put(
                book(12, 1, UNIVERSAL, "Whole Seconds")
                        .put("created_at", "2026-11-23T08:37:12Z")
                        .put("updated_at", "2026-11-23T08:37:13Z"));
        put(
                book(13, 1, UNIVERSAL, "Offset Time")
                        .put("created_at", "2026-11-23T08:37:12.5+00:00")
                        .put("updated_at", "2026-11-23T08:37:12+00:00"));
        put(
                book(14, 2, DREAM, "Newer Server")
                        .put("isbn", "978-3-16-148410-0")
                        .put("labels", new JsonObject().put("level", "B1")));
        put(book(15, 1, UNIVERSAL, "Empty Details").put("activity_details", new JsonObject()));
    }

    private void turkishBooks() {
        book(6, 3, TURKISH, "Büyük Kitap");
        put(book(8, 3, TURKISH, "Isik").put("book_title", "Işık ile Şiir").put("language", "tr"));
        put(book(9, 3, TURKISH, "Istanbul").put("book_title", "İstanbul'da Bir Gün"));
        put(book(10, 3, TURKISH, "ILIK").put("book_title", "ılık su, IĞDIR ve çiçek"));
    }

    private void oddConfigs() {
        book(16, 1, UNIVERSAL, "First Format");
        var first = SampleContent.config(UNIVERSAL, "First Format").getJsonArray("books");
        config(16, first.getJsonObject(0).encode());
        book(17, 1, UNIVERSAL, "Broken Config");
        config(17, "{\"books\": [{\"modules\": [");
        book(18, 1, UNIVERSAL, "Marked Config");
        config(18, "\uFEFF{\"books\":[]}");
        book(19, 2, DREAM, "No Config");
        dcs.files().remove(DREAM + "/No Config/config.json");
    }

    private JsonObject book(int id, int publisherId, String publisher, String name) {
        var day = "2026-11-%02dT1%d:0%d:00.%06dZ".formatted(id % 22 + 1, id % 10, id % 6, id * 997);
        var details = Map.<String, Object>of("circle", 1, "markwithx", 1, "matchTheWords", 1);
        var row =
                dcs.books()
                        .row(id, publisherId, publisher, name)
                        .put("activity_details", new JsonObject(details))
                        .put("created_at", day)
                        .put("updated_at", day);
        put(row);
        dcs.files().replaceFolder(publisher + "/" + name, SampleContent.files(publisher, name));
        return row;
    }

    private void put(JsonObject row) {
        dcs.books().put(row);
    }

    private void config(int id, String text) {
        var folder = dcs.folder(id).orElseThrow();
        dcs.files().put(folder + "/config.json", StandInFile.of(text));
    }
}
