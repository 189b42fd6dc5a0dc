package org.dreamlms.books.page;

import java.util.Locale;
import java.util.Map;

/** Titles for activities that have no heading, made from their types. */
public final class ActivityTitles {

    /** Types whose words run together. */
    private static final Map<String, String> KNOWN =
            Map.of(
                    "markwithx", "Mark with X",
                    "dragdroppicture", "Drag and drop picture",
                    "dragdroppicturegroup", "Drag and drop picture group",
                    "fillpicture", "Fill picture");

    private ActivityTitles() {}

    /** {@code matchTheWords} becomes "Match the words". */
    public static String of(String type) {
        var known = KNOWN.get(type);
        if (known != null) {
            return known;
        }
        var words = type.replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2").replaceAll("[_-]+", " ").strip();
        return words.isEmpty()
                ? "Activity"
                : words.substring(0, 1).toUpperCase(Locale.ROOT)
                        + words.substring(1).toLowerCase(Locale.ROOT);
    }
}
