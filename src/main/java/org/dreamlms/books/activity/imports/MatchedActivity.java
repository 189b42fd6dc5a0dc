package org.dreamlms.books.activity.imports;

/** What rows and activities of config.json have in common, by which they are matched. */
interface MatchedActivity {

    ActivityPlace place();

    int orderIndex();

    /** Null when there is none. */
    String title();

    /** The id that the activity has in config.json; null when there is none. */
    String dreamId();

    /** The {@link ContentHash}; null when there is no content. */
    String content();
}
