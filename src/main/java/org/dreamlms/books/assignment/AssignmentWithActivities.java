package org.dreamlms.books.assignment;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dreamlms.books.http.answer.ETags;

/**
 * An assignment with its activities in their order, and what is known of its students.
 *
 * @param activities for an assignment from before there could be several: the one that its row
 *     names; none for one of AI content
 */
record AssignmentWithActivities(
        Assignment row, List<ActivityInAssignment> activities, AssignmentDetails.Details details) {

    /** The type of its AI content; empty when it is made of a book's activities. */
    Optional<String> aiType() {
        return activities.isEmpty() ? Optional.ofNullable(details.aiType()) : Optional.empty();
    }

    /** AI content is one activity, whatever is in it. */
    int activityCount() {
        return aiType().isPresent() ? 1 : activities.size();
    }

    /**
     * The activity that stands for all of them. Screens can't do without a text, and an assignment
     * whose activities are all gone can't do without an id.
     */
    ActivityInAssignment firstActivity() {
        var first = activities.isEmpty() ? null : activities.get(0);
        return new ActivityInAssignment(
                row.id,
                first == null ? row.id : first.id(),
                first == null || first.title() == null ? row.name : first.title(),
                first == null ? aiType().orElse("unknown") : first.activityType(),
                0);
    }

    StudentCounts students() {
        return details.students();
    }

    /**
     * The entity tag of the row: it changes with the row and its activities, also where others
     * change them, and not with the book in the answer, nor with what students do.
     */
    String etag() {
        var ids = activities.stream().map(a -> a.id().toString()).collect(Collectors.joining(","));
        return ETags.strong(
                Stream.concat(row.state(), Stream.of(ids))
                        .map(String::valueOf)
                        .map(text -> text.length() + ":" + text)
                        .collect(Collectors.joining())
                        .getBytes(StandardCharsets.UTF_8));
    }
}
