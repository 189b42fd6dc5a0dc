package org.dreamlms.books.assignment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.dreamlms.books.caller.Caller;
import org.dreamlms.books.http.input.Fields;
import org.dreamlms.books.http.problem.ProblemException;

/** Reads what {@code POST /assignments} and its bulk route ask for. */
final class AssignmentBody {

    private static final String GROUPS = "date_groups";
    static final String SCHEDULED = "scheduled";
    private static final String PUBLISHED = "published";

    /** What the name of each of several assignments ends with; always of the same length. */
    private static final DateTimeFormatter SUFFIX =
            DateTimeFormatter.ofPattern("' - 'MMM dd", Locale.ROOT);

    private static final int SUFFIX_LENGTH = " - Mar 04".length();

    private final Fields fields;
    private final Instant now;
    private final UUID teacherId;
    private final Integer bookId;
    private final String name;
    private final AssignmentFields shared;
    private final Resources resources;
    private final Recipients recipients;

    private AssignmentBody(JsonNode body, Caller caller, Instant now, int maxName) {
        this.fields = new Fields(body);
        this.now = now;
        AssignmentFields.refuseForeign(fields);
        // What else is wrong with a body that is not for us says nothing.
        fields.check();
        teacherId = AssignmentFields.teacherId(fields, caller);
        bookId = fields.require("book_id").bookId("book_id");
        name = fields.require(AssignmentFields.NAME).words(AssignmentFields.NAME, maxName);
        shared = new AssignmentFields().shared(fields);
        resources = Resources.read(fields);
        recipients =
                new Recipients(
                        Objects.requireNonNullElse(fields.uuids("class_ids"), List.of()),
                        Objects.requireNonNullElse(fields.uuids("student_ids"), List.of()));
    }

    /**
     * One assignment.
     *
     * @throws ProblemException 422 naming what is wrong
     */
    static AssignmentDraft one(JsonNode json, Caller caller, Instant now) {
        var body = new AssignmentBody(json, caller, now, AssignmentFields.MAX_NAME);
        var fields = body.fields;
        fields.refuse(GROUPS, "is for POST /assignments/bulk");
        var activityIds = AssignmentFields.activityIds(fields);
        var publish = fields.future(AssignmentFields.PUBLISH, now);
        var due = fields.future(AssignmentFields.DUE, now);
        if (publish != null && due != null && publish.isAfter(due)) {
            fields.reject(AssignmentFields.PUBLISH, "must not be after due_date");
        }
        var own = new AssignmentFields().own(fields).status(fields);
        fields.refuseOthers();
        fields.check();
        return body.draft(body.name, activityIds, publish, due, own);
    }

    /**
     * Several that differ in their dates and activities, each called by its day; a group to be
     * published by now is published at once.
     *
     * @throws ProblemException 422 naming what is wrong
     */
    static List<AssignmentDraft> groups(JsonNode json, Caller caller, Instant now) {
        var body = new AssignmentBody(json, caller, now, AssignmentFields.MAX_NAME - SUFFIX_LENGTH);
        AssignmentFields.OWN.forEach(
                field -> body.fields.refuse(field, "belongs into the date_groups"));
        var drafts = new ArrayList<AssignmentDraft>();
        for (var group : body.fields.objects(GROUPS)) {
            drafts.add(body.draft(group));
            group.refuseOthers();
        }
        body.fields.refuseOthers();
        body.fields.check();
        return drafts;
    }

    private AssignmentDraft draft(Fields group) {
        var activityIds = AssignmentFields.activityIds(group);
        var publish = group.require(AssignmentFields.PUBLISH).zonedMoment(AssignmentFields.PUBLISH);
        var due = group.moment(AssignmentFields.DUE);
        var own = new AssignmentFields().own(group);
        return draft(
                publish == null ? name : name + SUFFIX.format(publish),
                activityIds,
                publish == null ? null : publish.toInstant(),
                due,
                own);
    }

    private AssignmentDraft draft(
            String title,
            List<UUID> activityIds,
            Instant publish,
            Instant due,
            AssignmentFields own) {
        var later = publish != null && publish.isAfter(now);
        return new AssignmentDraft(
                teacherId,
                bookId == null ? 0 : bookId,
                activityIds,
                row -> {
                    row.name = title;
                    row.dueDate = Assignment.column(due);
                    row.scheduledPublishDate = publish;
                    row.status = later ? SCHEDULED : PUBLISHED;
                    shared.applyTo(row);
                    own.applyTo(row);
                },
                resources,
                recipients);
    }
}
