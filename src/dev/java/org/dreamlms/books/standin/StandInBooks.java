package org.dreamlms.books.standin;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The rows of the stand-in's book table, as the JSON objects it answers. Changes made here are
 * silent: no webhook is sent. Thread-safe; what goes in and out is copied.
 */
public final class StandInBooks {

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final TreeMap<Integer, JsonObject> rows = new TreeMap<>();
    private final Supplier<Clock> clock;
    private long revision;
    private Buffer listed;

    StandInBooks(Supplier<Clock> clock) {
        this.clock = clock;
    }

    /** The book with this id, archived or not. */
    public synchronized Optional<JsonObject> get(int id) {
        return Optional.ofNullable(rows.get(id)).map(JsonObject::copy);
    }

    /** Puts a whole row in, in place of the one with the same {@code id}; nothing is checked. */
    public synchronized void put(JsonObject book) {
        rows.put(book.getInteger("id"), book.copy());
        changed();
    }

    /**
     * Adds a published book of publisher 1 with this title and name.
     *
     * @return its new id, one above the highest
     */
    public synchronized int add(String title) {
        var id = rows.isEmpty() ? 1 : rows.lastKey() + 1;
        put(row(id, 1, "Universal ELT", title));
        return id;
    }

    /** Adds n books {@code Book 00001}, … without files. */
    public synchronized void addMany(int n) {
        for (int i = 1; i <= n; i++) {
            add("Book %05d".formatted(i));
        }
    }

    /**
     * Changes one field, which may be null or nonsense, and moves {@code updated_at}.
     *
     * @return whether there is such a book
     */
    public boolean update(int id, String field, Object value) {
        return update(id, new JsonObject().put(field, value));
    }

    /**
     * Changes the given fields and moves {@code updated_at}.
     *
     * @return whether there is such a book
     */
    public synchronized boolean update(int id, JsonObject fields) {
        var row = rows.get(id);
        if (row == null) {
            return false;
        }
        row.mergeIn(fields.copy()).put("id", id);
        if (!fields.containsKey("updated_at")) {
            row.put("updated_at", now());
        }
        changed();
        return true;
    }

    /** Takes a book out for good: it is 404 from now on. */
    public synchronized void remove(int id) {
        rows.remove(id);
        changed();
    }

    /** Takes all books out. */
    public synchronized void clear() {
        rows.clear();
        changed();
    }

    /** How many rows there are, archived ones included. */
    public synchronized int size() {
        return rows.size();
    }

    /** All rows by id, archived ones included. */
    public synchronized List<JsonObject> all() {
        return rows.values().stream().map(JsonObject::copy).toList();
    }

    synchronized Optional<JsonObject> named(String publisher, String name) {
        return rows.values().stream()
                .filter(row -> publisher.equals(row.getString("publisher")))
                .filter(row -> name.equals(row.getString("book_name")))
                .findFirst()
                .map(JsonObject::copy);
    }

    synchronized Buffer list() {
        if (listed == null) {
            listed = shuffled(rows.values());
        }
        return listed;
    }

    synchronized Buffer listOf(int publisherId) {
        return shuffled(
                rows.values().stream()
                        .filter(row -> row.getInteger("publisher_id") == publisherId)
                        .toList());
    }

    synchronized Buffer batch(Collection<Integer> ids) {
        return shuffled(ids.stream().distinct().filter(rows::containsKey).map(rows::get).toList());
    }

    /** The order is another one after each change, and never the order of ids by design. */
    private Buffer shuffled(Collection<JsonObject> books) {
        var live = new ArrayList<JsonObject>(books);
        live.removeIf(row -> "archived".equals(row.getString("status")));
        Collections.shuffle(live, new Random(revision));
        return new JsonArray(new ArrayList<Object>(live)).toBuffer();
    }

    private void changed() {
        revision++;
        listed = null;
    }

    String now() {
        return time(clock.get().instant());
    }

    static String time(Instant instant) {
        return MICROS.format(instant);
    }

    JsonObject row(int id, int publisherId, String publisher, String name) {
        var created = now();
        return new JsonObject()
                .put("publisher", publisher)
                .put("book_name", name)
                .put("book_title", name)
                .put("book_cover", "book_cover.png")
                .put("activity_count", 3)
                .put("activity_details", new JsonObject(Map.of("circle", 2, "markwithx", 1)))
                .put("total_size", 100_000L + id)
                .put("language", "en")
                .put("category", "english")
                .put("status", "published")
                .put("id", id)
                .put("publisher_id", publisherId)
                .put("created_at", created)
                .put("updated_at", created);
    }
}
