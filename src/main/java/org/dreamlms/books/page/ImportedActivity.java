package org.dreamlms.books.page;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/**
 * An activity that can be assigned: a row of the table of activities.
 *
 * @param title null when there is none
 * @param dreamId the id that the activity has in config.json; null when there is none
 * @param config JSON as text; null when there is none, or when it was not asked for
 */
@RegisterForReflection
public record ImportedActivity(
        UUID id,
        String type,
        String title,
        String module,
        int page,
        int section,
        int orderIndex,
        String dreamId,
        String config) {

    /** This activity with its config. */
    public ImportedActivity with(String stored) {
        return new ImportedActivity(
                id, type, title, module, page, section, orderIndex, dreamId, stored);
    }
}
