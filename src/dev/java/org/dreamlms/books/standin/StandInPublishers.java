package org.dreamlms.books.standin;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The publishers of the stand-in and their logos. Thread-safe; changes are silent. */
public final class StandInPublishers {

    private final ConcurrentSkipListMap<Integer, JsonObject> rows = new ConcurrentSkipListMap<>();
    private final Map<Integer, StandInFile> logos = new ConcurrentHashMap<>();

    StandInPublishers() {}

    /** The publisher with this id. */
    public Optional<JsonObject> get(int id) {
        return Optional.ofNullable(rows.get(id)).map(JsonObject::copy);
    }

    /** All publishers by id. */
    public List<JsonObject> all() {
        return rows.values().stream().map(JsonObject::copy).toList();
    }

    /** Puts a publisher in, in place of the one with the same {@code id}. */
    public void put(JsonObject publisher) {
        rows.put(publisher.getInteger("id"), publisher.copy());
    }

    /** Takes a publisher and its logo out. */
    public void remove(int id) {
        rows.remove(id);
        logos.remove(id);
    }

    /** The publisher's logo, a PNG. */
    public Optional<StandInFile> logo(int id) {
        return Optional.ofNullable(logos.get(id));
    }

    /** Gives a publisher a logo. */
    public void putLogo(int id, StandInFile logo) {
        logos.put(id, logo);
    }
}
