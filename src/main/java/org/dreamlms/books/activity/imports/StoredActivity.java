package org.dreamlms.books.activity.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Objects;
import java.util.UUID;

/**
 * A row of table activities, as far as an import looks at it.
 *
 * @param dreamId null when there is none
 * @param json the config as text, null when there is none
 */
record StoredActivity(
        UUID id, ActivityPlace place, int orderIndex, String title, String dreamId, String json) {

    /** Whether the row says what config.json says. */
    boolean says(WantedActivity wanted, ObjectMapper mapper) {
        return place.equals(wanted.place())
                && orderIndex == wanted.orderIndex()
                && Objects.equals(title, wanted.title())
                && (wanted.dreamId() == null || wanted.dreamId().equals(dreamId))
                && sameConfig(wanted, mapper);
    }

    private boolean sameConfig(WantedActivity wanted, ObjectMapper mapper) {
        if (json == null || json.equals(wanted.json())) {
            return json != null;
        }
        try {
            return mapper.readTree(json).equals(wanted.config());
        } catch (JsonProcessingException e) {
            // PostgreSQL takes JSON for good that Jackson does not, such as an endless nesting.
            return false;
        }
    }
}
