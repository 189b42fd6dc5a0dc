package org.dreamlms.books.activity;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.dreamlms.books.api.ApiDocument;
import org.dreamlms.books.api.BookIds;
import org.dreamlms.books.api.BookInPath;
import org.dreamlms.books.book.BookCatalog;
import org.dreamlms.books.book.EmbeddedBooks;
import org.dreamlms.books.book.MissingBooks;
import org.dreamlms.books.book.RowAnswers;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The activities of a book. */
@Path("/books/{id}/activities")
@BookInPath
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Activities")
@APIResponse(responseCode = "503", ref = ApiDocument.UNAVAILABLE)
public class BookActivitiesResource {

    private final Activities activities;
    private final BookCatalog catalog;
    private final MissingBooks missing;

    BookActivitiesResource(Activities activities, BookCatalog catalog, MissingBooks missing) {
        this.activities = activities;
        this.catalog = catalog;
        this.missing = missing;
    }

    /** A book's activities in their order. */
    @GET
    @Operation(
            summary = "Activities of a book",
            description =
                    "All of them by order_index, without config_json unless include=config asks for"
                            + " it. Where there are none, DCS decides between an empty list and 404.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            type = SchemaType.ARRAY,
                                            implementation = ActivityView.class)))
    @APIResponse(responseCode = "400", ref = ApiDocument.BAD_REQUEST)
    @APIResponse(responseCode = "404", ref = ApiDocument.NOT_FOUND)
    public Response list(
            @PathParam("id") String id,
            @QueryParam("include")
                    @Parameter(description = "config: with config_json", example = "config")
                    String include) {
        int bookId = BookIds.parse(id);
        var withConfig = include != null && List.of(include.split(",")).contains("config");
        var rows = activities.ofBook(bookId, withConfig);
        if (!rows.isEmpty()) {
            return RowAnswers.of(200, views(rows, withConfig)).build();
        }
        var books = EmbeddedBooks.of(catalog, Set.of(bookId));
        if (books.get(bookId).missing()) {
            throw missing.book(bookId);
        }
        return RowAnswers.of(200, List.of(), books).build();
    }

    private static List<ActivityView> views(List<ActivityRow> rows, boolean withConfig) {
        return rows.stream().map(row -> ActivityView.inList(row, withConfig)).toList();
    }
}
