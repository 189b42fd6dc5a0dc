package org.dreamlms.books.assignment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An assignment that is asked for, its fields checked one by one. */
record AssignmentDraft(
        UUID teacherId,
        int bookId,
        List<UUID> activityIds,
        String name,
        String instructions,
        Instant dueDate,
        Integer timeLimitMinutes,
        Instant scheduledPublishDate,
        String status,
        String videoPath,
        String resources,
        Recipients recipients) {}
