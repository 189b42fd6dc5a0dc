package org.dreamlms.books.page;

/** Texts of config.json as columns of the database hold them. */
public final class RowText {

    /** The longest name of a module, in characters. */
    public static final int MAX_NAME = 255;

    private RowText() {}

    /** As much of a text as a column of this length holds, without what PostgreSQL can't store. */
    public static String fitting(String text, int max) {
        var clean = text.replace("\0", "");
        return clean.codePointCount(0, clean.length()) <= max
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, max));
    }

    /** A module's name by which rows and config.json agree. */
    static String module(String name) {
        return fitting(name, MAX_NAME).strip();
    }
}
