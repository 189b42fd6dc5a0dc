package org.dreamlms.books.assignment;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.dreamlms.books.access.TeacherBooks;
import org.dreamlms.books.book.BookCatalog;
import org.dreamlms.books.book.RowAnswers;
import org.dreamlms.books.book.UsableBooks;
import org.dreamlms.books.caller.CurrentCaller;
import org.dreamlms.books.db.Conditions;
import org.dreamlms.books.http.PublicPath;
import org.dreamlms.books.http.answer.Body;
import org.dreamlms.books.http.answer.ETags;
import org.dreamlms.books.http.answer.JsonBytes;
import org.dreamlms.books.http.answer.ListMemory;
import org.dreamlms.books.http.answer.Page;
import org.dreamlms.books.http.input.Include;
import org.dreamlms.books.http.input.PageParameters;
import org.dreamlms.books.http.input.RowFilters;
import org.dreamlms.books.http.input.RowId;
import org.dreamlms.books.http.input.Uuids;
import org.dreamlms.books.http.openapi.ApiDocument;
import org.dreamlms.books.http.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Work on activities of a book that teachers give. */
@Path("/assignments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
@Startup // its counter is there before the first request
@Tag(name = "Assignments")
public class AssignmentResource {

    private final Assignments assignments;
    private final PageSize sizes;
    private final ListMemory memory;
    private final JsonBytes json;
    private final AssignmentWrites writes;
    private final BookCatalog catalog;
    private final UsableBooks usable;
    private final TeacherBooks books;
    private final CurrentCaller caller;
    private final CurrentVertxRequest routing;
    private final Clock clock;
    private final Counter created;

    AssignmentResource(
            Assignments assignments,
            PageSize sizes,
            ListMemory memory,
            JsonBytes json,
            AssignmentWrites writes,
            BookCatalog catalog,
            UsableBooks usable,
            TeacherBooks books,
            CurrentCaller caller,
            CurrentVertxRequest routing,
            Clock clock,
            MeterRegistry registry) {
        this.assignments = assignments;
        this.sizes = sizes;
        this.memory = memory;
        this.json = json;
        this.writes = writes;
        this.catalog = catalog;
        this.usable = usable;
        this.books = books;
        this.caller = caller;
        this.routing = routing;
        this.clock = clock;
        this.created =
                Counter.builder("assignments.created")
                        .description("Assignments that were made here")
                        .register(registry);
    }

    /** A part of the assignments, the latest first. */
    @GET
    @Operation(
            operationId = "listAssignments",
            summary = "List assignments",
            description =
                    "The latest first, without resources unless include=resources asks for them. A"
                            + " page has 1 MB at the most: truncated says that it ends before its"
                            + " limit.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = AssignmentView.PageShape.class)))
    public RestResponse<Body> list(
            @QueryParam("book_id")
                    @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
                    String bookId,
            @QueryParam("teacher_id")
                    @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
                    String teacherId,
            @QueryParam("status") @Parameter(example = "published") String status,
            @QueryParam("include")
                    @Parameter(
                            description = "resources: with resources, up to 1 MB",
                            example = "resources")
                    String include,
            @BeanParam PageParameters part) {
        AssignmentRules.requireReader(caller.get());
        var conditions =
                new Conditions()
                        .and("x.teacherId = :own", "own", AssignmentRules.teacher(caller.get()))
                        .and("x.bookId = :book", "book", RowFilters.bookId(bookId))
                        .and(
                                "x.teacherId = :teacher",
                                "teacher",
                                Uuids.parseOptional("teacher_id", teacherId))
                        .and(
                                "x.status = :status",
                                "status",
                                status == null || status.isEmpty() ? null : status);
        var withResources = Include.of(include).has("resources");
        var fitting = sizes.of(conditions, part.parse(), withResources);
        return memory.during(fitting.bytes(), () -> list(conditions, fitting, withResources));
    }

    private RestResponse<Body> list(
            Conditions conditions, PageSize.Fitting part, boolean withResources) {
        var page = assignments.page(conditions, part, withResources);
        var shown = BookInAssignment.lookUp(catalog, page.items(), caller.books());
        var views =
                page.items().stream()
                        .map(row -> AssignmentView.of(row, shown, withResources))
                        .toList();
        var all = new Page<>(views, page.total(), page.skip(), page.limit());
        return RowAnswers.of(200, json.of(all), shown).build();
    }

    /** One assignment with its activities in their order. */
    @GET
    @Path("{id}")
    @Operation(
            operationId = "getAssignment",
            summary = "One assignment",
            description = "With its activities in their order.")
    public RestResponse<AssignmentView> get(@PathParam("id") RowId id) {
        AssignmentRules.requireReader(caller.get());
        return memory.during(sizes.of(id.value()), () -> find(id.value()));
    }

    private RestResponse<AssignmentView> find(UUID assignmentId) {
        var found =
                assignments
                        .find(assignmentId)
                        .filter(one -> AssignmentRules.mayRead(caller.get(), one.row()))
                        .orElseThrow(() -> ProblemException.notFound("Assignment", assignmentId));
        ETags.requireMatch(routing.getCurrent().request(), found.etag());
        return answer(200, found).build();
    }

    /** Makes an assignment. */
    @POST
    @Operation(
            operationId = "createAssignment",
            summary = "Create an assignment",
            description = "On activities of one book, which must exist and not be archived.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = AssignmentBodyShape.Create.class)))
    @APIResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = AssignmentView.class)))
    public RestResponse<AssignmentView> create(JsonNode body) {
        AssignmentRules.requireWriter(caller.get());
        var draft = AssignmentBody.one(body, caller.get(), clock.instant());
        requireBook(draft);
        var made = writes.create(List.of(draft)).get(0);
        created.increment();
        var location = PublicPath.of(routing.getCurrent()) + "/assignments/" + made.row().id;
        return answer(201, made).header(HttpHeaders.LOCATION, location).build();
    }

    /** Makes several assignments that differ in their dates and activities, all or none. */
    @POST
    @Path("bulk")
    @Operation(
            operationId = "createAssignments",
            summary = "Create several assignments",
            description = "One for each of the date_groups; all of them or none.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = AssignmentBodyShape.Bulk.class)))
    @APIResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = BulkAnswer.class)))
    public RestResponse<BulkAnswer> bulk(JsonNode body) {
        AssignmentRules.requireWriter(caller.get());
        var drafts = AssignmentBody.groups(body, caller.get(), clock.instant());
        requireBook(drafts.get(0));
        var made = writes.create(drafts);
        created.increment(made.size());
        return RowAnswers.of(201, BulkAnswer.of(made)).build();
    }

    /** Changes what is sent. */
    @PATCH
    @Path("{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    @Operation(
            operationId = "updateAssignment",
            summary = "Change an assignment",
            description =
                    "A field that is not sent stays, null clears. If-Match with the ETag that was"
                            + " read guards against overwriting the change of somebody else.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = AssignmentBodyShape.Update.class)))
    public RestResponse<AssignmentView> change(
            @PathParam("id") RowId id,
            @HeaderParam(HttpHeaders.IF_MATCH)
                    @Parameter(schema = @Schema(type = SchemaType.STRING))
                    List<String> ifMatch,
            JsonNode body) {
        var assignmentId = id.value();
        AssignmentRules.requireWriter(caller.get());
        var change = AssignmentChange.of(body, clock.instant());
        return memory.during(
                sizes.of(assignmentId),
                () ->
                        answer(
                                        200,
                                        writes.change(
                                                caller.get(),
                                                assignmentId,
                                                ETags.list(ifMatch),
                                                change))
                                .build());
    }

    /** Removes an assignment with all that hangs on it. */
    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "deleteAssignment",
            summary = "Delete an assignment",
            description = "With the work of the students on it. If-Match as with PATCH.")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "409", ref = ApiDocument.CONFLICT)
    public Response delete(
            @PathParam("id") RowId id,
            @HeaderParam(HttpHeaders.IF_MATCH)
                    @Parameter(schema = @Schema(type = SchemaType.STRING))
                    List<String> ifMatch) {
        var assignmentId = id.value();
        AssignmentRules.requireWriter(caller.get());
        writes.delete(caller.get(), assignmentId, ETags.list(ifMatch));
        return Response.noContent().build();
    }

    /** A book that the assignment's teacher may use, also where another makes the assignment. */
    private void requireBook(AssignmentDraft draft) {
        var book = usable.require(caller.books(), draft.bookId());
        if (caller.get().administers() && books.refuses(draft.teacherId(), book.id())) {
            throw ProblemException.unprocessable(
                    "book_id", "%d is not a book that the teacher may use".formatted(book.id()));
        }
    }

    private RestResponse.ResponseBuilder<AssignmentView> answer(
            int status, AssignmentWithActivities assignment) {
        var shown = BookInAssignment.lookUp(catalog, List.of(assignment), caller.books());
        var view = AssignmentView.of(assignment, shown);
        return RowAnswers.of(status, view, assignment.etag(), shown);
    }
}
