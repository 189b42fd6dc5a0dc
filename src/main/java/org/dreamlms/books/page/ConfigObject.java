package org.dreamlms.books.page;

/** What players need an activity's config to be: an object, whatever stands in the column. */
public final class ConfigObject {

    private static final String NOTHING = "{}";

    private ConfigObject() {}

    /** The config as it is stored; an empty object where none is stored. */
    public static String of(String json) {
        return json != null && json.stripLeading().startsWith("{") ? json : NOTHING;
    }
}
