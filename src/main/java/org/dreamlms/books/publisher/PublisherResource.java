package org.dreamlms.books.publisher;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.dreamlms.books.caller.CurrentCaller;
import org.dreamlms.books.caller.Role;
import org.dreamlms.books.dcs.file.DcsFileAddress;
import org.dreamlms.books.file.BookFolders;
import org.dreamlms.books.file.FileAnswers;
import org.dreamlms.books.file.FileRequest;
import org.dreamlms.books.file.FileServer;
import org.dreamlms.books.http.answer.CachePolicy;
import org.dreamlms.books.http.answer.JsonAnswers;
import org.dreamlms.books.http.input.BookId;
import org.dreamlms.books.publisher.Publishers.Publisher;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The publishers of books. */
@Path("/publishers/{id}")
@Tag(name = "Publishers")
@APIResponse(responseCode = "400", description = "The id is not an integer from 1 to 2147483647")
@APIResponse(responseCode = "404", description = "DCS does not have it")
@APIResponse(
        responseCode = "503",
        description = "DCS can't be reached and nothing older is at hand; see Retry-After")
public class PublisherResource {

    private final Publishers publishers;
    private final FileServer files;
    private final BookFolders folders;
    private final CurrentCaller caller;

    PublisherResource(
            Publishers publishers, FileServer files, BookFolders folders, CurrentCaller caller) {
        this.caller = caller;
        this.folders = folders;
        this.publishers = publishers;
        this.files = files;
    }

    /** One publisher. */
    @GET
    @Operation(
            operationId = "getPublisher",
            summary = "One publisher",
            description =
                    "For everybody with a token; contact_email is null for teachers and students.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Publisher.class)))
    public Uni<Response> get(@PathParam("id") BookId id, @Context HttpServerRequest request) {
        int publisherId = id.value();
        var asking = caller.get();
        var contact = asking.readsAll() || asking.is(Role.PUBLISHER);
        return publishers
                .find(publisherId)
                .map(
                        found -> {
                            var what = "Publisher " + publisherId;
                            var views = found.value().orElseThrow(() -> FileAnswers.missing(what));
                            var json = contact ? views.full() : views.open();
                            return JsonAnswers.of(
                                            json, CachePolicy.MINUTE, found.cacheStatus(), request)
                                    .build();
                        });
    }

    /** The logo of a publisher. */
    @GET
    @Path("logo")
    @Operation(
            operationId = "getPublisherLogo",
            summary = "The logo of a publisher",
            description =
                    "Needs no token, unless operators say otherwise. Of publishers without a listed"
                            + " book, all who have no token get 300 a minute, and 404 then.")
    @APIResponse(responseCode = "200", content = @Content(mediaType = "image/*"))
    public Uni<Response> logo(@PathParam("id") BookId id, @Context RoutingContext routing) {
        var place = new DcsFileAddress.Logo(id.value());
        return folders.inTime(files.image(place, "logo", "Logo", FileRequest.of(routing)));
    }
}
