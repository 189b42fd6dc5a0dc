package org.dreamlms.books.assignment;

import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.dreamlms.books.activity.ActivityWithConfig;
import org.dreamlms.books.activity.VisibleActivities;
import org.dreamlms.books.book.BookCatalog;
import org.dreamlms.books.book.EmbeddedBooks;
import org.dreamlms.books.book.RowAnswers;
import org.dreamlms.books.book.VisibleBooks;
import org.dreamlms.books.caller.CurrentCaller;
import org.dreamlms.books.caller.Role;
import org.dreamlms.books.http.answer.Body;
import org.dreamlms.books.http.answer.ETags;
import org.dreamlms.books.http.answer.JsonBytes;
import org.dreamlms.books.http.input.RowId;
import org.dreamlms.books.http.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Assignments and activities with all that is needed to try them out or to edit them. */
@Path("/assignments")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Assignments")
public class AssignmentPreviewResource {

    private final Assignments assignments;
    private final AssignmentStudents students;
    private final VisibleActivities activities;
    private final ActivityConfigs configs;
    private final ActivityWithConfig activityConfigs;
    private final JsonBytes json;
    private final Clock clock;
    private final BookCatalog catalog;
    private final VisibleBooks visible;
    private final CurrentCaller caller;

    AssignmentPreviewResource(
            Assignments assignments,
            AssignmentStudents students,
            VisibleActivities activities,
            ActivityConfigs configs,
            ActivityWithConfig activityConfigs,
            JsonBytes json,
            Clock clock,
            BookCatalog catalog,
            VisibleBooks visible,
            CurrentCaller caller) {
        this.assignments = assignments;
        this.students = students;
        this.activities = activities;
        this.configs = configs;
        this.activityConfigs = activityConfigs;
        this.json = json;
        this.clock = clock;
        this.catalog = catalog;
        this.visible = visible;
        this.caller = caller;
    }

    /** An assignment to try out. */
    @GET
    @Path("{id}/preview")
    @Operation(
            operationId = "previewAssignment",
            summary = "Try an assignment out",
            description =
                    "With the configs of its activities, up to 4 MB; others are"
                            + " {\"truncated\":true}. Nothing is recorded. For publishers, too, on"
                            + " books of their own.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = AssignmentPreview.class)))
    public RestResponse<Body> preview(@PathParam("id") RowId id) {
        return configs.during(
                findToPreview(id),
                whole -> {
                    var books = books(whole);
                    return RowAnswers.of(200, json.of(AssignmentPreview.of(whole, books)), books)
                            .build();
                });
    }

    /** An assignment to edit. */
    @GET
    @Path("{id}/for-edit")
    @Operation(
            operationId = "editAssignment",
            summary = "An assignment to edit",
            description =
                    "With the students who have it. A date of publishing that has passed is null."
                            + " The ETag is for If-Match of PATCH.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema =
                                    @Schema(implementation = AssignmentPreview.ForEditShape.class)))
    public RestResponse<Body> forEdit(
            @PathParam("id") RowId id, @Context HttpServerRequest request) {
        return configs.during(find(id), whole -> forEdit(whole, request));
    }

    private RestResponse<Body> forEdit(AssignmentWithConfigs whole, HttpServerRequest request) {
        var assignment = whole.assignment();
        ETags.requireMatch(request, assignment.etag());
        var books = books(whole);
        var edited =
                AssignmentPreview.forEdit(
                        whole, books, students.of(assignment.row().id), clock.instant());
        return RowAnswers.of(200, json.of(edited), assignment.etag(), books).build();
    }

    /** A single activity to try out. */
    @GET
    @Path("activities/{id}/preview")
    @Operation(
            operationId = "previewActivity",
            summary = "Try an activity out",
            description =
                    "Nothing is recorded. A config of more than 4 MB is {\"truncated\":true}."
                            + " Publishers try out those of their own books; to students there is"
                            + " none.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = ActivityPreview.class)))
    public RestResponse<Body> previewActivity(@PathParam("id") RowId id) {
        var row = activities.find(id.value());
        if (!mayTry(row.bookId())) {
            throw ProblemException.notFound("Activity", id.value());
        }
        var books = EmbeddedBooks.of(catalog, List.of(row.bookId()), caller.books());
        return activityConfigs.during(
                row,
                whole -> {
                    var view = ActivityPreview.of(whole, books.get(row.bookId()));
                    return RowAnswers.of(200, json.of(view), books).build();
                });
    }

    /** A publisher tries out what is made of its own books alone. */
    private boolean mayTry(int bookId) {
        var who = caller.get();
        return who.readsAll()
                || who.is(Role.TEACHER)
                || who.publisherId() != null
                        && visible.isOf(who.publisherId(), bookId).await().indefinitely();
    }

    /** What its reader may, and a publisher where the book is its own. */
    private AssignmentWithActivities findToPreview(RowId id) {
        var publisher = caller.get().publisherId();
        if (publisher == null || caller.get().readsAll()) {
            return find(id);
        }
        var assignmentId = id.value();
        return assignments
                .findWithoutResources(assignmentId)
                .filter(
                        found ->
                                AssignmentRules.mayRead(caller.get(), found.row())
                                        || visible.isOf(publisher, found.row().bookId)
                                                .await()
                                                .indefinitely())
                .orElseThrow(() -> ProblemException.notFound("Assignment", assignmentId));
    }

    private AssignmentWithActivities find(RowId id) {
        var assignmentId = id.value();
        AssignmentRules.requireReader(caller.get());
        return assignments
                .findWithoutResources(assignmentId)
                .filter(found -> AssignmentRules.mayRead(caller.get(), found.row()))
                .orElseThrow(() -> ProblemException.notFound("Assignment", assignmentId));
    }

    private EmbeddedBooks books(AssignmentWithConfigs assignment) {
        return BookInAssignment.lookUp(catalog, List.of(assignment.assignment()), caller.books());
    }
}
