package org.dreamlms.books.assignment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

    private final Fields fields;
    private final Instant now;
    private final String name;
    private final AssignmentFields plain;
    private final Instant due;
    private final Instant publish;
    private final Resources resources;
    private final List<UUID> activityIds;

    private AssignmentChange(Fields fields, Instant now) {
        this.fields = fields;
        this.now = now;
        AssignmentFields.refuseForeign(fields);
        FIXED.forEach(field -> fields.refuse(field, "can't be changed"));
        name = fields.sent(AssignmentFields.NAME) ? requireName(fields) : null;
        plain = new AssignmentFields().shared(fields).own(fields).status(fields);
        due = fields.moment(AssignmentFields.DUE);
        publish = fields.moment(AssignmentFields.PUBLISH);
        resources = Resources.read(fields);
        activityIds = changesActivities() ? AssignmentFields.activityIds(fields) : null;
    }

    private static String requireName(Fields fields) {
        return fields.require(AssignmentFields.NAME)
                .words(AssignmentFields.NAME, AssignmentFields.MAX_NAME);
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

    /** Whether the resources are replaced. */
    boolean changesResources() {
        return fields.sent(AssignmentFields.RESOURCES);
    }

    /** The resources that the assignment is to have, null for none. */
    Resources resources() {
        return resources;
    }

    /**
     * Changes the plain fields of the row.
     *
     * @throws ProblemException 422 naming what is wrong, and the row stays as it is
     */
    void apply(Assignment row) {
        var newDue = changed(AssignmentFields.DUE, due, row.dueDate());
        var newPublish =
                changed(AssignmentFields.PUBLISH, publish, row.scheduledPublishDate)
                        && !(publish == null && waits(row) && isPast(row.scheduledPublishDate));
        if (newDue || newPublish) {
            var dueThen = newDue ? due : row.dueDate();
            var publishThen = newPublish ? publish : row.scheduledPublishDate;
            if (dueThen != null && publishThen != null && publishThen.isAfter(dueThen)) {
                fields.reject(AssignmentFields.PUBLISH, "must not be after due_date");
            }
        }
        if (newPublish && publish == null && waits(row) && !fields.sent(AssignmentFields.STATUS)) {
            fields.reject(
                    AssignmentFields.PUBLISH, "can't be cleared without a status: it is scheduled");
        }
        fields.check();
        plain.applyTo(row);
        if (name != null) {
            row.name = name;
        }
        if (newDue) {
            row.dueDate = Assignment.column(due);
        }
        if (newPublish) {
            row.scheduledPublishDate = publish;
        }
    }

    /**
     * Whether a date is to be another one than it is, which then has to lie in the future. One that
     * was sent as it is may have passed, since forms send all of their fields; on its way through a
     * browser it loses its microseconds.
     */
    private boolean changed(String field, Instant sent, Instant old) {
        if (!fields.sent(field) || Objects.equals(millis(sent), millis(old))) {
            return false;
        }
        fields.requireFuture(field, sent, now);
        return true;
    }

    /** Whether it is published at its time by the LMS, which looks for the date. */
    private static boolean waits(Assignment row) {
        return AssignmentBody.SCHEDULED.equals(row.status);
    }

    /** A form does not show such a date, and sends null back. */
    private boolean isPast(Instant date) {
        return date != null && !date.isAfter(now);
    }

    private static Instant millis(Instant moment) {
        return moment == null ? null : moment.truncatedTo(ChronoUnit.MILLIS);
    }

    private boolean changesActivities() {
        return fields.sent(AssignmentFields.ACTIVITY_ID)
                || fields.sent(AssignmentFields.ACTIVITY_IDS);
    }
}
