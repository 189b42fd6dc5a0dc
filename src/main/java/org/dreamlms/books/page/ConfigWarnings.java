package org.dreamlms.books.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Collects what is odd about a config.json; after so many it only counts. */
final class ConfigWarnings {

    private static final int MAX = 100;

    private final Set<String> limits = new LinkedHashSet<>();
    private final List<String> warnings = new ArrayList<>();
    private int more;

    void add(String where, String what) {
        if (warnings.size() < MAX) {
            warnings.add(where.isEmpty() ? what : where + ": " + what);
        } else {
            more++;
        }
    }

    /** Something is left out; said once, before all others. */
    void addLimit(String what, Object... values) {
        limits.add(String.format(Locale.ROOT, what, values));
    }

    List<String> all() {
        var all = new ArrayList<>(limits);
        all.addAll(warnings);
        if (more > 0) {
            all.add("and %d more".formatted(more));
        }
        return List.copyOf(all);
    }
}
