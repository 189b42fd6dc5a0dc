package org.dreamlms.books.page;

import java.util.ArrayList;
import java.util.List;

/** Collects what is odd about a config.json; after so many it only counts. */
final class ConfigWarnings {

    private static final int MAX = 100;

    private final List<String> warnings = new ArrayList<>();
    private int more;

    void add(String where, String what) {
        if (warnings.size() < MAX) {
            warnings.add(where.isEmpty() ? what : where + ": " + what);
        } else {
            more++;
        }
    }

    List<String> all() {
        var all = new ArrayList<>(warnings);
        if (more > 0) {
            all.add("and %d more".formatted(more));
        }
        return List.copyOf(all);
    }
}
