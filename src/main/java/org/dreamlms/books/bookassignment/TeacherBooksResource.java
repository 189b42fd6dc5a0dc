package org.dreamlms.books.bookassignment;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.dreamlms.books.access.TeacherBooks;
import org.dreamlms.books.book.BookCatalog;
import org.dreamlms.books.book.EmbeddedBooks;
import org.dreamlms.books.book.RowAnswers;
import org.dreamlms.books.caller.CurrentCaller;
import org.dreamlms.books.caller.Role;
import org.dreamlms.books.http.answer.Page;
import org.dreamlms.books.http.input.PageParameters;
import org.dreamlms.books.http.input.RowId;
import org.dreamlms.books.http.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The books of a teacher. */
@Path("/teachers/{id}/books")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Book assignments")
public class TeacherBooksResource {

    private final TeacherBooks books;
    private final BookCatalog catalog;
    private final CurrentCaller caller;

    TeacherBooksResource(TeacherBooks books, BookCatalog catalog, CurrentCaller caller) {
        this.books = books;
        this.catalog = catalog;
        this.caller = caller;
    }

    /** The books that a teacher may use, by id. */
    @GET
    @Operation(
            operationId = "listTeacherBooks",
            summary = "Books of a teacher",
            description = "Assigned to the teacher, or to the teacher's school as a whole; by id.")
    @APIResponse(
            responseCode = "200",
            description = "A part of the books",
            content = @Content(schema = @Schema(implementation = TeacherBookView.PageShape.class)))
    public RestResponse<Page<TeacherBookView>> list(
            @PathParam("id") RowId id, @BeanParam PageParameters part) {
        var teacherId = id.value();
        var request = part.parse();
        caller.get()
                .require(Role.ADMIN, Role.SUPERVISOR, Role.SERVICE, Role.PUBLISHER, Role.TEACHER);
        var page =
                books.page(caller.get(), teacherId, request)
                        .orElseThrow(() -> ProblemException.notFound("Teacher", teacherId));
        var embedded = EmbeddedBooks.of(catalog, page.items(), caller.books());
        var views = page.items().stream().map(book -> TeacherBookView.of(book, embedded)).toList();
        return RowAnswers.of(
                        200, new Page<>(views, page.total(), page.skip(), page.limit()), embedded)
                .build();
    }
}
