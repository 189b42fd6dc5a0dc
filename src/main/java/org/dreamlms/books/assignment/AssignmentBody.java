package org.dreamlms.books.assignment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.dreamlms.books.caller.Caller;
import org.dreamlms.books.http.input.Fields;
import org.dreamlms.books.http.problem.ProblemException;

/** Reads what {@code POST /assignments} and its bulk route ask for. */
final class AssignmentBody {

    private static final String GROUPS = "date_groups";
    private static final String SCHEDULED = "scheduled";
    private static final String PUBLISHED = "published";

    private final Fields fields;
    private final Instant now;
    private final UUID teacherId;
    private final Integer bookId;
    private final String name;
    private final String instructions;
    private final String videoPath;
    private final String resources;
    private final Recipients recipients;

    private AssignmentBody(JsonNode body, Caller caller, Instant now) {
        this.fields = new Fields(body);
        this.now = now;
        AssignmentFields.refuseForeign(fields);
        teacherId = AssignmentFields.teacherId(fields, caller);
        bookId = fields.require("book_id").bookId("book_id");
        name = AssignmentFields.name(fields);
        instructions = AssignmentFields.instructions(fields);
        videoPath = AssignmentFields.videoPath(fields);
        resources = fields.object("resources");
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
        var body = new AssignmentBody(json, caller, now);
        body.fields.refuse(GROUPS, "is for POST /assignments/bulk");
        var activityIds = AssignmentFields.activityIds(body.fields);
        var publish = body.fields.future(AssignmentFields.PUBLISH, now);
        var due = body.fields.future("due_date", now);
        var draft = body.draft(body.fields, activityIds, publish, due);
        body.fields.refuseOthers();
        body.fields.check();
        return draft;
    }

    /**
     * Several that differ in their dates and activities; a group to be published by now is
     * published at once.
     *
     * @throws ProblemException 422 naming what is wrong
     */
    static List<AssignmentDraft> groups(JsonNode json, Caller caller, Instant now) {
        var body = new AssignmentBody(json, caller, now);
        for (var field :
                List.of(
                        AssignmentFields.ACTIVITY_ID,
                        AssignmentFields.ACTIVITY_IDS,
                        "status",
                        "due_date",
                        "time_limit_minutes",
                        AssignmentFields.PUBLISH)) {
            body.fields.refuse(field, "belongs into the date_groups");
        }
        var drafts = new ArrayList<AssignmentDraft>();
        for (var group : body.fields.objects(GROUPS)) {
            var activityIds = AssignmentFields.activityIds(group);
            var publish = group.require(AssignmentFields.PUBLISH).moment(AssignmentFields.PUBLISH);
            var due = group.future("due_date", now);
            drafts.add(body.draft(group, activityIds, publish, due));
            group.refuseOthers();
        }
        body.fields.refuseOthers();
        body.fields.check();
        return drafts;
    }

    private AssignmentDraft draft(
            Fields from, List<UUID> activityIds, Instant publish, Instant due) {
        AssignmentFields.inOrder(from, publish, due);
        var status = from.words("status", AssignmentFields.MAX_STATUS);
        var later = publish != null && publish.isAfter(now);
        return new AssignmentDraft(
                teacherId,
                bookId == null ? 0 : bookId,
                activityIds,
                name,
                instructions,
                due,
                from.positive("time_limit_minutes"),
                publish,
                status != null ? status : later ? SCHEDULED : PUBLISHED,
                videoPath,
                resources,
                recipients);
    }
}
