package org.dreamlms.books.activity;

import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.dreamlms.books.book.BookCatalog;
import org.dreamlms.books.book.EmbeddedBooks;
import org.dreamlms.books.book.MissingBooks;
import org.dreamlms.books.book.RowAnswers;
import org.dreamlms.books.caller.BookInPath;
import org.dreamlms.books.caller.CurrentCaller;
import org.dreamlms.books.http.answer.CachePolicy;
import org.dreamlms.books.http.answer.JsonAnswers;
import org.dreamlms.books.http.answer.Validators;
import org.dreamlms.books.http.input.BookId;
import org.dreamlms.books.http.input.Include;
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
public class BookActivitiesResource {

    /** Says what was left out since there was too much of it: config_json, or items. */
    private static final String TRUNCATED = "Dcs-Books-Truncated";

    private final BookActivities activities;
    private final BookCatalog catalog;
    private final MissingBooks missing;
    private final CurrentCaller caller;

    BookActivitiesResource(
            BookActivities activities,
            BookCatalog catalog,
            MissingBooks missing,
            CurrentCaller caller) {
        this.activities = activities;
        this.catalog = catalog;
        this.missing = missing;
        this.caller = caller;
    }

    /**
     * A book's activities in their order. They have an ETag like all that is below {@code /books},
     * which clients have to send each time, since an import may change them, but no {@code
     * Cache-Status}, since no cache takes part. An empty list while DCS can't be asked whether
     * there is such a book has neither.
     */
    @GET
    @Operation(
            operationId = "listBookActivities",
            summary = "Activities of a book",
            description =
                    "All of them by order_index, up to 20,000, with config_json unless include=none"
                            + " leaves it out. Above 16 MB of them, and one above 4 MB, are left out,"
                            + " and Dcs-Books-Truncated says so. Where there are none, DCS decides between an empty list and 404. Without"
                            + " Cache-Status: activities are read from the database each time, and"
                            + " Cache-Control is private, no-cache for everybody. To students there"
                            + " are none: 404.")
    @APIResponse(
            responseCode = "200",
            description = "The activities",
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            type = SchemaType.ARRAY,
                                            implementation = ActivityView.class)))
    @APIResponse(
            responseCode = "304",
            description = "The client has it: If-None-Match names its ETag")
    public Response list(
            @PathParam("id") BookId id,
            @QueryParam("include")
                    @Parameter(description = "none: without config_json", example = "none")
                    String include,
            @Context HttpServerRequest request) {
        int bookId = id.value();
        if (!caller.get().readsActivities()) {
            throw missing.hidden(bookId);
        }
        var answer = activities.of(bookId, !Include.of(include).has("none"));
        if (!answer.empty()) {
            return send(answer, request);
        }
        var books = EmbeddedBooks.of(catalog, Set.of(bookId), caller.books());
        if (books.get(bookId).missing()) {
            throw missing.book(bookId);
        }
        return books.degraded()
                ? RowAnswers.of(200, List.of(), books)
                        // Else a GET and a HEAD say it in two ways.
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .build()
                        .toResponse()
                : send(answer, request);
    }

    private static Response send(BookActivities.Answer answer, HttpServerRequest request) {
        // No cache takes part in what is read from the database each time.
        var validators = new Validators(CachePolicy.ASK, answer.etag(), null);
        var response = JsonAnswers.of(answer.body(), validators, request);
        return answer.truncated().isEmpty()
                ? response.build()
                : response.header(TRUNCATED, answer.truncated()).build();
    }
}
