package org.dreamlms.books.assignment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.dreamlms.books.http.input.Fields;
import org.dreamlms.books.http.problem.ProblemException;

/** What {@code PATCH /assignments/{id}} asks for: a field that was not sent stays, null clears. */
final class AssignmentChange {

    private static final List<String> FIXED =
            List.of("book_id", "teacher_id", "class_ids", "student_ids", "date_groups");

    private static final String DUE = "due_date";

    private final Fields fields;
    private final Instant now;
    private final String name;
    private final String status;
    private final String instructions;
    private final Instant dueDate;
    private final Integer timeLimitMinutes;
    private final Instant publish;
    private final String videoPath;
    private final String resources;
    private final List<UUID> activityIds;

    private AssignmentChange(Fields fields, Instant now) {
        this.fields = fields;
        this.now = now;
        AssignmentFields.refuseForeign(fields);
        FIXED.forEach(field -> fields.refuse(field, "can't be changed"));
        name = fields.sent("name") ? AssignmentFields.name(fields) : null;
        status =
                fields.sent("status")
                        ? fields.require("status").words("status", AssignmentFields.MAX_STATUS)
                        : null;
        instructions = AssignmentFields.instructions(fields);
        dueDate = fields.moment(DUE);
        timeLimitMinutes = fields.positive("time_limit_minutes");
        publish = fields.moment(AssignmentFields.PUBLISH);
        videoPath = AssignmentFields.videoPath(fields);
        resources = fields.object("resources");
        activityIds = changesActivities() ? AssignmentFields.activityIds(fields) : null;
    }

    /**
     * The body of the request. What is wrong with it shows when it is {@linkplain #apply applied}:
     * some of that depends on the row.
     *
     * @throws ProblemException 422 when it is not a JSON object
     */
    static AssignmentChange of(JsonNode body, Instant now) {
        var change = new AssignmentChange(new Fields(body), now);
        change.fields.refuseOthers();
        return change;
    }

    /** The activities that the assignment is to have, empty when they stay. */
    Optional<List<UUID>> activityIds() {
        return Optional.ofNullable(activityIds);
    }

    /**
     * Changes the row.
     *
     * @throws ProblemException 422 naming what is wrong, and the row stays as it is
     */
    void apply(Assignment row) {
        checkDates(row);
        fields.check();
        if (name != null) {
            row.name = name;
        }
        if (status != null) {
            row.status = status;
        }
        if (fields.sent("instructions")) {
            row.instructions = instructions;
        }
        if (fields.sent("time_limit_minutes")) {
            row.timeLimitMinutes = timeLimitMinutes;
        }
        if (fields.sent("video_path")) {
            row.videoPath = videoPath;
        }
        if (fields.sent("resources")) {
            row.resources = resources;
        }
        if (fields.sent(DUE)) {
            row.dueDate = dueDate == null ? null : LocalDateTime.ofInstant(dueDate, ZoneOffset.UTC);
        }
        if (fields.sent(AssignmentFields.PUBLISH)) {
            row.scheduledPublishDate = publish;
        }
    }

    /** A date that stays as it is may have passed: forms send all of their fields. */
    private void checkDates(Assignment row) {
        var oldDue = AssignmentView.utc(row.dueDate);
        var oldPublish = row.scheduledPublishDate;
        var newDue = fields.sent(DUE) ? dueDate : oldDue;
        var newPublish = fields.sent(AssignmentFields.PUBLISH) ? publish : oldPublish;
        if (!Objects.equals(newDue, oldDue)) {
            fields.requireFuture(DUE, newDue, now);
        }
        if (!Objects.equals(newPublish, oldPublish)) {
            fields.requireFuture(AssignmentFields.PUBLISH, newPublish, now);
        }
        if (!Objects.equals(newDue, oldDue) || !Objects.equals(newPublish, oldPublish)) {
            AssignmentFields.inOrder(fields, newPublish, newDue);
        }
    }

    private boolean changesActivities() {
        return fields.sent(AssignmentFields.ACTIVITY_ID)
                || fields.sent(AssignmentFields.ACTIVITY_IDS);
    }
}
