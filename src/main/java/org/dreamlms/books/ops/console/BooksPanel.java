package org.dreamlms.books.ops.console;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.TreeMap;
import org.dreamlms.books.book.BookCatalog;
import org.dreamlms.books.book.HotBook;

/** How requests for books were answered since the start, and which are asked for the most. */
@ApplicationScoped
class BooksPanel implements Panel {

    static final String READS = "dcs.books.cache.reads";
    private static final int HOTTEST = 20;

    private final BookCatalog catalog;
    private final Meters meters;

    BooksPanel(BookCatalog catalog, Meters meters) {
        this.catalog = catalog;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "books";
    }

    @Override
    public JsonObject json() {
        var hottest = new JsonArray();
        catalog.hottest(HOTTEST).forEach(book -> hottest.add(json(book)));
        return new JsonObject()
                .put("reads", reads("books"))
                .put("list_reads", reads("book-list"))
                .put("in_memory", catalog.inMemory())
                .put("hottest", hottest);
    }

    /** Fresh, stale, fetched, collapsed, missing, failed. */
    private JsonObject reads(String cache) {
        var results = new TreeMap<String, Long>();
        for (Counter counter : meters.counters(READS)) {
            if (cache.equals(counter.getId().getTag("cache"))) {
                results.put(counter.getId().getTag("result"), (long) counter.count());
            }
        }
        var json = new JsonObject();
        results.forEach(json::put);
        return json;
    }

    private static JsonObject json(HotBook book) {
        return new JsonObject()
                .put("id", book.id())
                .put("title", book.title().orElse(null))
                .put("share", Math.round(book.share() * 1000) / 1000.0)
                .put("fetched_at", book.fetchedAt().map(Instant::toString).orElse(null))
                .put("fresh_until", book.freshUntil().map(Instant::toString).orElse(null));
    }
}
