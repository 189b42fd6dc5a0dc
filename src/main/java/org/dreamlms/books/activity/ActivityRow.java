package org.dreamlms.books.activity;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDateTime;
import java.util.UUID;

/**
 * What a query reads of an activity; times are UTC.
 *
 * @param configJson as text, null when it was not asked for
 */
@RegisterForReflection
public record ActivityRow(
        UUID id,
        int bookId,
        String dreamActivityId,
        String activityType,
        String title,
        String configJson,
        int orderIndex,
        String moduleName,
        int pageNumber,
        int sectionIndex,
        LocalDateTime createdAt,
        LocalDateTime updatedAt) {

    /** This row with its config. */
    public ActivityRow with(String config) {
        return new ActivityRow(
                id,
                bookId,
                dreamActivityId,
                activityType,
                title,
                config,
                orderIndex,
                moduleName,
                pageNumber,
                sectionIndex,
                createdAt,
                updatedAt);
    }
}
