package org.dreamlms.books.assignment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.dreamlms.books.caller.Caller;
import org.dreamlms.books.http.input.Fields;

/** The rules for the single fields of an assignment, the same wherever one is sent. */
final class AssignmentFields {

    static final int MAX_NAME = 500;
    static final int MAX_STATUS = 63;
    static final String ACTIVITY_ID = "activity_id";
    static final String ACTIVITY_IDS = "activity_ids";
    static final String PUBLISH = "scheduled_publish_date";

    private static final int MAX_TEXT = 100_000;
    private static final int MAX_PATH = 500;

    private AssignmentFields() {}

    static String name(Fields fields) {
        return fields.require("name").words("name", MAX_NAME);
    }

    static String instructions(Fields fields) {
        return fields.text("instructions", MAX_TEXT);
    }

    static String videoPath(Fields fields) {
        var path = fields.text("video_path", MAX_PATH);
        if (path != null && path.contains("..")) {
            fields.complain("video_path", "must not hold ..");
        }
        return path;
    }

    /** One activity or several, of which there must be one at least. */
    static List<UUID> activityIds(Fields fields) {
        var one = fields.uuid(ACTIVITY_ID);
        var several = fields.uuids(ACTIVITY_IDS);
        if (fields.has(ACTIVITY_ID) && several != null && !several.isEmpty()) {
            fields.complain(ACTIVITY_IDS, "must not be sent together with activity_id");
        } else if (!fields.has(ACTIVITY_ID) && !fields.has(ACTIVITY_IDS)) {
            fields.complain(ACTIVITY_IDS, "or activity_id is required");
        } else if (!fields.has(ACTIVITY_ID) && several != null && several.isEmpty()) {
            fields.complain(ACTIVITY_IDS, "must not be empty");
        }
        return one != null ? List.of(one) : several;
    }

    /** The teacher's own id is the only one that a teacher may name. */
    static UUID teacherId(Fields fields, Caller caller) {
        if (caller.administers() || caller.teacherId() == null) {
            return fields.require("teacher_id").uuid("teacher_id");
        }
        var named = fields.uuid("teacher_id");
        if (named != null && !named.equals(caller.teacherId())) {
            fields.complain("teacher_id", "must be your own");
        }
        return caller.teacherId();
    }

    static void inOrder(Fields fields, Instant publish, Instant due) {
        if (publish != null && due != null && publish.isAfter(due)) {
            fields.complain(PUBLISH, "must not be after due_date");
        }
    }

    /** What would be lost silently is refused. */
    static void refuseForeign(Fields fields) {
        fields.refuse("content_id", "is not supported here");
        if (fields.has("source_type") && !"book".equals(fields.text("source_type", MAX_STATUS))) {
            fields.complain("source_type", "must be book");
        }
    }
}
