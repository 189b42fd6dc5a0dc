package org.dreamlms.books.assignment;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dreamlms.books.http.answer.ETags;

/**
 * An assignment with its activities in their order.
 *
 * @param activities for an assignment from before there could be several: the one that its row
 *     names
 */
record AssignmentWithActivities(Assignment row, List<ActivityInAssignment> activities) {

    /**
     * The entity tag of the row: it changes with the row and its activities, whoever changes them,
     * and not with the book in the answer.
     */
    String etag() {
        var ids = activities.stream().map(a -> a.id().toString()).collect(Collectors.joining(","));
        var state =
                Stream.of(
                                row.id,
                                row.teacherId,
                                row.bookId,
                                row.name,
                                row.instructions,
                                row.dueDate,
                                row.timeLimitMinutes,
                                row.scheduledPublishDate,
                                row.status,
                                row.videoPath,
                                row.resources,
                                row.updatedAt,
                                ids)
                        .map(String::valueOf)
                        .toArray(String[]::new);
        return ETags.strong(
                Arrays.stream(state)
                        .map(text -> text.length() + ":" + text)
                        .collect(Collectors.joining())
                        .getBytes(StandardCharsets.UTF_8));
    }
}
