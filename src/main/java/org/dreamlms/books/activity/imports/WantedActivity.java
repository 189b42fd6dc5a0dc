package org.dreamlms.books.activity.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.dreamlms.books.page.BookConfig;

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
    private static final int MAX_NAME = 255;

    static WantedActivity of(BookConfig.Activity activity, ObjectMapper mapper) {
        var config = read(activity.json(), mapper);
        var id = config.path("id");
        return new WantedActivity(
                new ActivityPlace(
                        fitting(activity.moduleName(), MAX_NAME),
                        activity.pageNumber(),
                        activity.sectionIndex(),
                        activity.type()),
                activity.orderIndex(),
                fitting(activity.title(), MAX_TITLE),
                id.isTextual() && !id.asText().isBlank() || id.isIntegralNumber()
                        ? fitting(id.asText(), MAX_NAME)
                        : null,
                ContentHash.of(config),
                activity.json());
    }

    private static JsonNode read(String json, ObjectMapper mapper) {
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON can't be read again", e);
        }
    }

    /** As much of a text as the column holds, without what PostgreSQL can't store. */
    private static String fitting(String text, int max) {
        var clean = text.replace("\0", "");
        return clean.codePointCount(0, clean.length()) <= max
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, max));
    }
}
