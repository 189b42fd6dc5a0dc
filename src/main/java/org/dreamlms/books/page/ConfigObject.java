package org.dreamlms.books.page;

/** What players need an activity's config to be: an object, whatever stands in the column. */
public final class ConfigObject {

    private static final String NOTHING = "{}";

    /**
     * How many bytes the configs of rows in one answer may have, together; of activities that are
     * sent as they are read, more.
     */
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    /** What stands for a config for which there was no room. */
    public static final String TRUNCATED = "{\"truncated\":true}";

    private ConfigObject() {}

    /** The config as it is stored; an empty object where none is stored. */
    public static String of(String json) {
        return json != null && json.stripLeading().startsWith("{") ? json : NOTHING;
    }
}
