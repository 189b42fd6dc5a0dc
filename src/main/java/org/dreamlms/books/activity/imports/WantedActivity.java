package org.dreamlms.books.activity.imports;

import static org.dreamlms.books.page.RowText.MAX_NAME;
import static org.dreamlms.books.page.RowText.fitting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.dreamlms.books.page.BookConfig;
import org.dreamlms.books.page.ExactJson;

/**
 * An activity as config.json has it, in the shape of a row.
 *
 * @param dreamId the id that the activity has in config.json; null when it has none
 * @param content the {@link ContentHash} of the config
 * @param json the config as text
 */
record WantedActivity(
        ActivityPlace place,
        int orderIndex,
        String title,
        String dreamId,
        String content,
        String json)
        implements MatchedActivity {

    private static final int MAX_TITLE = 500;

    static WantedActivity of(BookConfig.Activity activity, ObjectMapper mapper) {
        return new WantedActivity(
                new ActivityPlace(
                        fitting(activity.moduleName(), MAX_NAME),
                        activity.pageNumber(),
                        activity.sectionIndex(),
                        activity.type()),
                activity.orderIndex(),
                fitting(activity.title(), MAX_TITLE),
                activity.dreamId().map(id -> fitting(id, MAX_NAME)).orElse(null),
                ContentHash.of(read(activity.json(), mapper)),
                activity.json());
    }

    private static JsonNode read(String json, ObjectMapper mapper) {
        try {
            return ExactJson.read(json, mapper);
        } catch (IOException e) {
            throw new IllegalStateException("what was read as JSON can't be read again", e);
        }
    }
}
