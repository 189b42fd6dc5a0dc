package org.dreamlms.books.bookassignment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.dreamlms.books.caller.Caller;
import org.dreamlms.books.http.input.Fields;
import org.dreamlms.books.http.problem.ProblemException;

/**
 * What {@code POST /book-assignments} and its bulk route ask for.
 *
 * @param teacherIds the teachers; a single null: the school as a whole
 */
record BookAssignmentRequest(int bookId, UUID schoolId, List<UUID> teacherIds, UUID assignedBy) {

    /**
     * The body for one school or teacher.
     *
     * @throws ProblemException 422 naming what is wrong
     */
    static BookAssignmentRequest one(JsonNode body, Caller caller) {
        var fields = new Fields(body);
        var bookId = fields.require("book_id").bookId("book_id");
        var schoolId = fields.uuid("school_id");
        var teacherId = fields.uuid("teacher_id");
        if (!fields.has("school_id") && !fields.has("teacher_id")) {
            fields.reject("school_id", "or teacher_id is required");
        }
        var assignedBy = assignedBy(fields, caller);
        ownSchool(fields, schoolId, caller);
        fields.refuseOthers();
        fields.check();
        var teachers = new ArrayList<UUID>();
        teachers.add(teacherId);
        return new BookAssignmentRequest(bookId, schoolId, teachers, assignedBy);
    }

    /**
     * The body for some or all teachers of a school.
     *
     * @throws ProblemException 422 naming what is wrong
     */
    static BookAssignmentRequest bulk(JsonNode body, Caller caller) {
        var fields = new Fields(body);
        var bookId = fields.require("book_id").bookId("book_id");
        var schoolId = fields.require("school_id").uuid("school_id");
        var all = fields.flag("assign_to_all_teachers");
        var teachers = fields.uuids("teacher_ids");
        var some = teachers != null && !teachers.isEmpty();
        if (all && some) {
            fields.reject("teacher_ids", "must not be sent with assign_to_all_teachers");
        } else if (!all && !some && !fields.has("teacher_ids")) {
            fields.reject("teacher_ids", "or assign_to_all_teachers is required");
        } else if (!all && teachers != null && teachers.isEmpty()) {
            fields.reject("teacher_ids", "must not be empty");
        }
        var assignedBy = assignedBy(fields, caller);
        ownSchool(fields, schoolId, caller);
        fields.refuseOthers();
        fields.check();
        var targets = new ArrayList<UUID>();
        if (all) {
            targets.add(null);
        } else {
            targets.addAll(teachers);
        }
        return new BookAssignmentRequest(bookId, schoolId, targets, assignedBy);
    }

    /** A publisher speaks of its own schools only; of others it is told as of unknown ones. */
    private static void ownSchool(Fields fields, UUID schoolId, Caller caller) {
        if (!caller.administers() && (schoolId == null || !caller.schools().contains(schoolId))) {
            fields.reject("school_id", "must be one of your schools");
        }
    }

    private static UUID assignedBy(Fields fields, Caller caller) {
        if (!caller.known()) {
            return fields.require("assigned_by").uuid("assigned_by");
        }
        var named = fields.uuid("assigned_by");
        if (named != null && !named.equals(caller.userId())) {
            fields.reject("assigned_by", "must be yourself");
        }
        return caller.userId();
    }
}
