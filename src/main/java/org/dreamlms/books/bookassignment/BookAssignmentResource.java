package org.dreamlms.books.bookassignment;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.dreamlms.books.book.BookCatalog;
import org.dreamlms.books.book.EmbeddedBooks;
import org.dreamlms.books.book.RowAnswers;
import org.dreamlms.books.book.UsableBooks;
import org.dreamlms.books.caller.CurrentCaller;
import org.dreamlms.books.http.answer.Page;
import org.dreamlms.books.http.input.BookId;
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

/** Which school or teacher may use which book. */
@Path("/book-assignments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
@Startup // its counter is there before the first request
@Tag(name = "Book assignments")
public class BookAssignmentResource {

    private final BookAssignments assignments;
    private final BookAssignmentWrites grants;
    private final BookCatalog catalog;
    private final UsableBooks usable;
    private final CurrentCaller caller;
    private final Counter created;

    BookAssignmentResource(
            BookAssignments assignments,
            BookAssignmentWrites grants,
            BookCatalog catalog,
            UsableBooks usable,
            CurrentCaller caller,
            MeterRegistry registry) {
        this.assignments = assignments;
        this.grants = grants;
        this.catalog = catalog;
        this.usable = usable;
        this.caller = caller;
        this.created =
                Counter.builder("book.assignments.created")
                        .description("Book assignments that were made here")
                        .register(registry);
    }

    /** A part of the book assignments, the latest first. */
    @GET
    @Operation(
            operationId = "listBookAssignments",
            summary = "List book assignments",
            description = "The latest first.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = BookAssignmentPage.class)))
    public RestResponse<Page<BookAssignmentView>> list(
            @QueryParam("book_id")
                    @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1"))
                    String bookId,
            @QueryParam("school_id")
                    @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
                    String schoolId,
            @QueryParam("teacher_id")
                    @Parameter(schema = @Schema(type = SchemaType.STRING, format = "uuid"))
                    String teacherId,
            @BeanParam BookAssignmentPart part) {
        var conditions =
                BookAssignmentRules.readable(caller.get())
                        .and("b.bookId = :book", "book", RowFilters.bookId(bookId))
                        .and(
                                "b.schoolId = :school",
                                "school",
                                Uuids.parseOptional("school_id", schoolId))
                        .and(
                                "b.teacherId = :teacher",
                                "teacher",
                                Uuids.parseOptional("teacher_id", teacherId));
        var page = assignments.page(conditions, part.parse());
        var books = books(page.items());
        return RowAnswers.of(
                        200,
                        new Page<>(
                                views(page.items(), books),
                                page.total(),
                                page.skip(),
                                page.limit()),
                        books)
                .build();
    }

    /** All book assignments of one book. */
    @GET
    @Path("book/{book_id}")
    @Operation(
            operationId = "listBookAssignmentsOfBook",
            summary = "Book assignments of a book",
            description = "The latest first, 699 at the most.")
    public RestResponse<List<BookAssignmentView>> ofBook(@PathParam("book_id") BookId bookId) {
        var conditions =
                BookAssignmentRules.readable(caller.get())
                        .and("b.bookId = :book", "book", bookId.value());
        var rows = assignments.all(conditions);
        var books = books(rows);
        return RowAnswers.of(200, views(rows, books), books).build();
    }

    /** Lets a school or a teacher use a book. */
    @POST
    @Operation(
            operationId = "createBookAssignment",
            summary = "Let a school or a teacher use a book",
            description =
                    "With school_id alone: all its teachers. With teacher_id: that teacher alone.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = BookAssignmentRequestBody.One.class)))
    @APIResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = BookAssignmentView.class)))
    @APIResponse(responseCode = "409", ref = ApiDocument.CONFLICT)
    public RestResponse<BookAssignmentView> create(JsonNode body) {
        BookAssignmentRules.requireWriter(caller.get());
        var grant = BookAssignmentRequest.one(body, caller.get());
        BookAssignmentRules.requireOwn(
                caller.get(), usable.require(caller.books(), grant.bookId()));
        var row = grants.create(caller.get(), grant);
        created.increment();
        var books = books(List.of(row));
        return RowAnswers.of(201, BookAssignmentView.of(row, books), books).build();
    }

    /** Lets some or all teachers of a school use a book. */
    @POST
    @Path("bulk")
    @Operation(
            operationId = "createBookAssignments",
            summary = "Let teachers of a school use a book",
            description =
                    "Each teacher in teacher_ids, or the school as a whole. What is there already"
                            + " stays as it is; \"created\" says which are new.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema =
                                    @Schema(implementation = BookAssignmentRequestBody.Bulk.class)))
    @APIResponse(responseCode = "200", description = "All were there already")
    @APIResponse(
            responseCode = "201",
            description = "At least one is new",
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            type = SchemaType.ARRAY,
                                            implementation = BookAssignmentView.class)))
    public RestResponse<List<BookAssignmentView>> bulk(JsonNode body) {
        BookAssignmentRules.requireWriter(caller.get());
        var grant = BookAssignmentRequest.bulk(body, caller.get());
        BookAssignmentRules.requireOwn(
                caller.get(), usable.require(caller.books(), grant.bookId()));
        var granted = grants.grant(grant);
        created.increment(granted.created().size());
        var books = books(granted.rows());
        var views =
                granted.rows().stream()
                        .map(
                                row ->
                                        BookAssignmentView.of(
                                                row,
                                                books,
                                                granted.created().contains(row.row().id)))
                        .toList();
        return RowAnswers.of(granted.created().isEmpty() ? 200 : 201, views, books).build();
    }

    /** Takes a book away from a school or a teacher. */
    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "deleteBookAssignment",
            summary = "Take a book away from a school or a teacher",
            description = "What is gone already is gone: 204 as well.")
    @APIResponse(responseCode = "204", description = "It is gone, or was before")
    public Response delete(@PathParam("id") RowId id) {
        BookAssignmentRules.requireWriter(caller.get());
        if (!assignments.delete(caller.get(), id.value())) {
            throw ProblemException.notFound("Book assignment", id.value());
        }
        return Response.noContent().build();
    }

    private EmbeddedBooks books(List<BookAssignmentRow> rows) {
        Set<Integer> ids = rows.stream().map(row -> row.row().bookId).collect(Collectors.toSet());
        return EmbeddedBooks.of(catalog, ids, caller.books());
    }

    private static List<BookAssignmentView> views(
            List<BookAssignmentRow> rows, EmbeddedBooks books) {
        return rows.stream().map(row -> BookAssignmentView.of(row, books)).toList();
    }
}
