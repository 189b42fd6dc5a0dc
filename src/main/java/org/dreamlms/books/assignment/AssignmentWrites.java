package org.dreamlms.books.assignment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.dreamlms.books.activity.Activities;
import org.dreamlms.books.caller.Caller;
import org.dreamlms.books.db.LockWaits;
import org.dreamlms.books.http.answer.ETags;
import org.dreamlms.books.http.problem.Problem.FieldError;
import org.dreamlms.books.http.problem.ProblemException;
import org.dreamlms.books.replica.Announcer;
import org.dreamlms.books.replica.Invalidation;
import org.hibernate.Session;

/** Makes, changes and removes assignments. Blocks: for worker threads only. */
@ApplicationScoped
class AssignmentWrites {

    private final Assignments assignments;
    private final Activities activities;
    private final AssignmentStudents students;
    private final TeacherMaterials materials;
    private final Announcer announcer;
    private final Session database;
    private final Clock clock;

    AssignmentWrites(
            Assignments assignments,
            Activities activities,
            AssignmentStudents students,
            TeacherMaterials materials,
            Announcer announcer,
            Session database,
            Clock clock) {
        this.assignments = assignments;
        this.activities = activities;
        this.students = students;
        this.materials = materials;
        this.announcer = announcer;
        this.database = database;
        this.clock = clock;
    }

    /**
     * Makes all of them or none.
     *
     * @throws ProblemException 422 when an activity, a material or a recipient does not fit
     */
    @Transactional
    List<AssignmentWithActivities> create(List<AssignmentDraft> drafts) {
        LockWaits.limit(database);
        // They are of one request, and differ in dates and activities alone.
        var common = drafts.get(0);
        var resources = materials.toStore(common.teacherId(), common.resources(), null);
        var recipients = students.resolve(common.teacherId(), common.recipients());
        var ids = drafts.stream().map(draft -> create(draft, resources, recipients)).toList();
        if (!recipients.isEmpty()) {
            announcer.announce(Invalidation.studentRights());
        }
        return assignments.find(ids);
    }

    /**
     * Changes one of those that the caller may know of.
     *
     * @param ifMatch the state that the client knows, null when it did not say
     * @throws ProblemException 404, 412 when it is in another state, 422 when an activity does not
     *     fit
     */
    @Transactional
    AssignmentWithActivities change(
            Caller caller, UUID id, String ifMatch, AssignmentChange change) {
        var assignment = lock(caller, id, ifMatch);
        var row = assignment.row();
        var status = row.status;
        change.apply(row);
        if (change.changesResources()) {
            row.resources = materials.toStore(row.teacherId, change.resources(), row.resources);
        }
        change.activityIds().ifPresent(ids -> replaceActivities(assignment, ids));
        row.updatedAt = now();
        database.flush();
        if (!Objects.equals(status, row.status)) {
            announcer.announce(Invalidation.studentRights());
        }
        return assignments.find(id).orElseThrow();
    }

    /**
     * Removes one of those that the caller may know of, with all that hangs on it.
     *
     * @throws ProblemException 404, 412 when it is in another state
     */
    @Transactional
    void delete(Caller caller, UUID id, String ifMatch) {
        lock(caller, id, ifMatch).row().delete();
        database.flush();
        announcer.announce(Invalidation.studentRights());
    }

    /** Until the end of the transaction nobody else changes the row. */
    private AssignmentWithActivities lock(Caller caller, UUID id, String ifMatch) {
        LockWaits.limit(database);
        var row = database.find(Assignment.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (row == null || !AssignmentRules.mayRead(caller, row)) {
            throw ProblemException.notFound("Assignment", id);
        }
        var assignment = assignments.find(id).orElseThrow();
        if (!ETags.allows(ifMatch, assignment.etag())) {
            throw ProblemException.stale();
        }
        return assignment;
    }

    private UUID create(AssignmentDraft draft, String resources, Set<UUID> recipients) {
        requireActivities(draft.bookId(), draft.activityIds());
        var row = new Assignment();
        row.id = UUID.randomUUID();
        row.teacherId = draft.teacherId();
        row.bookId = draft.bookId();
        draft.fields().accept(row);
        row.resources = resources;
        row.createdAt = now();
        row.updatedAt = row.createdAt;
        row.activityId = draft.activityIds().get(0);
        row.persist();
        putActivities(row.id, draft.activityIds());
        database.flush();
        students.add(row.id, recipients);
        return row.id;
    }

    /**
     * Forms send the activities back whether or not they have changed; AI content's only one is
     * that of the assignment's own id, and no activity of a book.
     */
    private void replaceActivities(AssignmentWithActivities assignment, List<UUID> ids) {
        var row = assignment.row();
        if (assignment.aiType().isPresent()) {
            requireOwn(row.id, ids);
            return;
        }
        requireActivities(row.bookId, ids);
        AssignmentActivity.delete("assignmentId", row.id);
        row.activityId = ids.get(0);
        putActivities(row.id, ids);
        database.flush();
        students.removeProgressNotBegun(row.id);
    }

    private static void requireOwn(UUID id, List<UUID> ids) {
        if (!ids.equals(List.of(id))) {
            throw ProblemException.unprocessable("activity_ids", "of AI content can't be changed");
        }
    }

    private static void putActivities(UUID assignmentId, List<UUID> ids) {
        for (int i = 0; i < ids.size(); i++) {
            var place = new AssignmentActivity();
            place.id = UUID.randomUUID();
            place.assignmentId = assignmentId;
            place.activityId = ids.get(i);
            place.orderIndex = i;
            place.persist();
        }
    }

    private void requireActivities(int bookId, List<UUID> ids) {
        var belonging = activities.belonging(bookId, ids);
        var errors =
                IntStream.range(0, ids.size())
                        .filter(i -> !belonging.contains(ids.get(i)))
                        .mapToObj(
                                i ->
                                        new FieldError(
                                                "activity_ids[" + i + "]",
                                                "is not an activity of book " + bookId))
                        .toList();
        if (!errors.isEmpty()) {
            throw ProblemException.unprocessable(errors);
        }
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MICROS);
    }
}
