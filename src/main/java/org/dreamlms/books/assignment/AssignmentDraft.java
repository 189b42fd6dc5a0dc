package org.dreamlms.books.assignment;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * An assignment that is asked for, its fields checked one by one.
 *
 * @param fields writes the plain fields to the new row
 * @param resources null when it has none
 */
record AssignmentDraft(
        UUID teacherId,
        int bookId,
        List<UUID> activityIds,
        Consumer<Assignment> fields,
        Resources resources,
        Recipients recipients) {}
