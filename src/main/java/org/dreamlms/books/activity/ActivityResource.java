package org.dreamlms.books.activity;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import org.dreamlms.books.book.BookCatalog;
import org.dreamlms.books.book.EmbeddedBooks;
import org.dreamlms.books.book.RowAnswers;
import org.dreamlms.books.caller.CurrentCaller;
import org.dreamlms.books.http.answer.Body;
import org.dreamlms.books.http.answer.JsonBytes;
import org.dreamlms.books.http.input.RowId;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Single activities. */
@Path("/activities")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Activities")
public class ActivityResource {

    private final VisibleActivities activities;
    private final ActivityWithConfig configs;
    private final JsonBytes json;
    private final BookCatalog catalog;
    private final CurrentCaller caller;

    ActivityResource(
            VisibleActivities activities,
            ActivityWithConfig configs,
            JsonBytes json,
            BookCatalog catalog,
            CurrentCaller caller) {
        this.activities = activities;
        this.configs = configs;
        this.json = json;
        this.catalog = catalog;
        this.caller = caller;
    }

    /** One activity with its config and its book. */
    @GET
    @Path("{id}")
    @Operation(
            operationId = "getActivity",
            summary = "One activity",
            description =
                    "With its config and its book; a config of more than 4 MB is"
                            + " {\"truncated\":true}. To students there is none.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = ActivityView.class)))
    public RestResponse<Body> get(@PathParam("id") RowId id) {
        var row = activities.find(id.value());
        var books = EmbeddedBooks.of(catalog, Set.of(row.bookId()), caller.books());
        return configs.during(
                row,
                whole -> {
                    var view = ActivityView.single(whole, books.get(row.bookId()));
                    return RowAnswers.of(200, json.of(view), books).build();
                });
    }
}
