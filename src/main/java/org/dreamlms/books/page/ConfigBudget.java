package org.dreamlms.books.page;

import com.fasterxml.jackson.core.StreamReadConstraints;

/**
 * How much of one config.json is kept: a file of 30 MB can hold objects that would take gigabytes
 * in memory. What is over is left out, and said once.
 */
final class ConfigBudget {

    static final int MAX_MODULES = 1_000;
    static final int MAX_PAGES = 5_000;
    static final int MAX_ACTIVITIES = 20_000;

    /** Sounds, films, and answers that belong into gaps. */
    static final int MAX_DECORATIONS = 100_000;

    /** JSON tokens of all pages, and of a single one: it is a tree while it is read. */
    static final int MAX_TOKENS = 5_000_000;

    static final int MAX_TOKENS_OF_PAGE = 100_000;

    /**
     * Characters of the names, texts and numbers of one page: an activity becomes a row of them.
     */
    static final int MAX_CHARACTERS_OF_PAGE = 1024 * 1024;

    /**
     * What the parser takes. Texts, names and numbers are as long as the file may be: only those
     * that are kept have bounds of their own. Levels take memory each.
     */
    static final StreamReadConstraints PARSED =
            StreamReadConstraints.builder()
                    .maxStringLength(BookConfigs.MAX_BYTES)
                    .maxNameLength(BookConfigs.MAX_BYTES)
                    .maxNumberLength(BookConfigs.MAX_BYTES)
                    .maxNestingDepth(10_000)
                    .build();

    /** As all other readers of JSON have them, the database's included; a page is no root. */
    static final int MAX_DEPTH = StreamReadConstraints.DEFAULT_MAX_DEPTH - 100;

    static final int MAX_NAME = StreamReadConstraints.DEFAULT_MAX_NAME_LEN;
    static final int MAX_NUMBER = StreamReadConstraints.DEFAULT_MAX_NUM_LEN;

    private final ConfigWarnings warnings;
    private int modules;
    private int pages;
    private int activities;
    private int decorations;
    private int tokens;
    private boolean exceeded;

    ConfigBudget(ConfigWarnings warnings) {
        this.warnings = warnings;
    }

    boolean module() {
        return fits(++modules, MAX_MODULES, "modules");
    }

    boolean page() {
        return fits(++pages, MAX_PAGES, "pages");
    }

    boolean activity() {
        return fits(++activities, MAX_ACTIVITIES, "activities");
    }

    boolean decoration() {
        return fits(++decorations, MAX_DECORATIONS, "sounds, films and answers");
    }

    /** Whether something was left out. */
    boolean exceeded() {
        return exceeded;
    }

    /** How many tokens the next page may have. */
    int tokensOfPage() {
        return Math.min(MAX_TOKENS_OF_PAGE, MAX_TOKENS - tokens);
    }

    void used(int tokensOfPage) {
        tokens += tokensOfPage;
    }

    /** A page has more than it may. */
    void pageTooLarge(String where) {
        exceeded = true;
        warnings.addLimit("some pages are too large; what is at their end is left out");
        warnings.add(where, "is too large; what is at its end is left out");
    }

    /** Values of a page are deeper, or have longer names or numbers, than others can read. */
    void valuesTooLarge(String where, int count) {
        exceeded = true;
        warnings.add(
                where,
                "%d values are nested too deeply, or have too long names or numbers; left out"
                        .formatted(count));
    }

    private boolean fits(int count, int max, String what) {
        if (count > max) {
            exceeded = true;
            warnings.addLimit("there are more than %,d %s; the rest is left out", max, what);
        }
        return count <= max;
    }
}
