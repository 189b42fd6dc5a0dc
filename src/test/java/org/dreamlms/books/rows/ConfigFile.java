package org.dreamlms.books.rows;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.dreamlms.books.standin.StandInDcs;
import org.dreamlms.books.standin.StandInFile;

/** A config.json that a test makes, with one page after the other in each of its modules. */
public final class ConfigFile {

    private final JsonArray modules = new JsonArray();
    private JsonArray pages;
    private JsonArray sections;

    public ConfigFile module(String name) {
        pages = new JsonArray();
        modules.add(new JsonObject().put("name", name).put("pages", pages));
        return this;
    }

    public ConfigFile page(int number) {
        sections = new JsonArray();
        pages.add(new JsonObject().put("page_number", number).put("sections", sections));
        return this;
    }

    public ConfigFile activity(String type, String title) {
        return section(new JsonObject().put("type", type).put("headerText", title));
    }

    /** With an id of its own. */
    public ConfigFile activity(String type, String title, String id) {
        return section(new JsonObject().put("type", type).put("headerText", title).put("id", id));
    }

    private ConfigFile section(JsonObject activity) {
        sections.add(new JsonObject().put("activity", activity));
        return this;
    }

    /** Something on the page that is no activity. */
    public ConfigFile decoration() {
        sections.add(new JsonObject().put("type", "audio").put("audio_path", "a.mp3"));
        return this;
    }

    public String json() {
        return new JsonObject()
                .put("books", new JsonArray().add(new JsonObject().put("modules", modules)))
                .encode();
    }

    /** Makes it the config.json of the book, without saying so to anybody. */
    public void of(int book, StandInDcs dcs) {
        dcs.files().put(dcs.folder(book).orElseThrow() + "/config.json", StandInFile.of(json()));
    }
}
