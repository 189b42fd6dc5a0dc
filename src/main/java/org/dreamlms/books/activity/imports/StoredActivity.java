package org.dreamlms.books.activity.imports;

import java.util.Objects;
import java.util.UUID;

/**
 * A row of table activities, as far as an import looks at it.
 *
 * @param dreamId null when there is none
 * @param content the {@link ContentHash} of the config, null when there is none
 */
record StoredActivity(
        UUID id, ActivityPlace place, int orderIndex, String title, String dreamId, String content)
        implements MatchedActivity {

    /** Whether the row says what config.json says. */
    boolean says(WantedActivity wanted) {
        return place.equals(wanted.place())
                && orderIndex == wanted.orderIndex()
                && Objects.equals(title, wanted.title())
                && (wanted.dreamId() == null || wanted.dreamId().equals(dreamId))
                && wanted.content().equals(content);
    }
}
