package org.dreamlms.books.assignment;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.dreamlms.books.caller.Caller;
import org.dreamlms.books.http.input.Fields;

/**
 * The plain fields of an assignment that a client sends. Each is read, checked and written to its
 * row in one line here, whichever route it comes by; one that was not sent leaves the row as it is.
 */
final class AssignmentFields {

    static final int MAX_NAME = 500;
    static final int MAX_STATUS = 63;
    static final String ACTIVITY_ID = "activity_id";
    static final String ACTIVITY_IDS = "activity_ids";
    static final String DUE = "due_date";
    static final String NAME = "name";
    static final String PUBLISH = "scheduled_publish_date";
    static final String RESOURCES = "resources";

    private static final int MAX_TEXT = 100_000;
    private static final int MAX_PATH = 500;
    private static final String SOURCE_TYPE = "source_type";
    static final String STATUS = "status";

    /** What each of several assignments has for itself. */
    static final List<String> OWN =
            List.of(ACTIVITY_ID, ACTIVITY_IDS, STATUS, DUE, "time_limit_minutes", PUBLISH);

    private final List<Consumer<Assignment>> writes = new ArrayList<>();

    /** What the assignments of one request have in common. */
    AssignmentFields shared(Fields from) {
        add(
                from,
                "instructions",
                from.text("instructions", MAX_TEXT),
                (x, v) -> x.instructions = v);
        add(from, "video_path", path(from, "video_path"), (x, v) -> x.videoPath = v);
        return this;
    }

    /** What each assignment of a request has for itself. */
    AssignmentFields own(Fields from) {
        var minutes = "time_limit_minutes";
        add(from, minutes, from.positive(minutes), (x, v) -> x.timeLimitMinutes = v);
        return this;
    }

    /** The status, which a row always has. */
    AssignmentFields status(Fields from) {
        if (from.sent(STATUS)) {
            from.require(STATUS);
            add(from, STATUS, from.words(STATUS, MAX_STATUS), (x, v) -> x.status = v);
        }
        return this;
    }

    /** Writes what was sent to the row. */
    void applyTo(Assignment row) {
        writes.forEach(write -> write.accept(row));
    }

    private <T> void add(Fields from, String name, T value, BiConsumer<Assignment, T> write) {
        if (from.sent(name)) {
            writes.add(row -> write.accept(row, value));
        }
    }

    /** The path of a file of the book. */
    static String path(Fields fields, String name) {
        var path = fields.text(name, MAX_PATH);
        if (path != null && path.contains("..")) {
            fields.reject(name, "must not hold ..");
        }
        return path;
    }

    /** One activity or several, of which there must be one at least. */
    static List<UUID> activityIds(Fields fields) {
        var one = fields.uuid(ACTIVITY_ID);
        var several = fields.uuids(ACTIVITY_IDS);
        if (fields.has(ACTIVITY_ID) && several != null && !several.isEmpty()) {
            fields.reject(ACTIVITY_IDS, "must not be sent together with activity_id");
        } else if (!fields.has(ACTIVITY_ID) && !fields.has(ACTIVITY_IDS)) {
            fields.reject(ACTIVITY_IDS, "or activity_id is required");
        } else if (!fields.has(ACTIVITY_ID) && several != null && several.isEmpty()) {
            fields.reject(ACTIVITY_IDS, "must not be empty");
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
            fields.reject("teacher_id", "must be your own");
        }
        return caller.teacherId();
    }

    /** What would be lost silently is refused. */
    static void refuseForeign(Fields fields) {
        fields.refuse("content_id", "is AI content, which the LMS makes assignments of");
        if (fields.has(SOURCE_TYPE) && !"book".equals(fields.text(SOURCE_TYPE, MAX_STATUS))) {
            fields.reject(
                    SOURCE_TYPE, "must be book: the LMS makes assignments of AI content, not we");
        }
    }
}
