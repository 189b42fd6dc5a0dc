package org.dreamlms.books.access.link;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import org.dreamlms.books.Settings;
import org.dreamlms.books.access.link.LinkAnswer.SignedLink;
import org.dreamlms.books.caller.BookInPath;
import org.dreamlms.books.http.input.BookId;
import org.dreamlms.books.http.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Links for those who can't send a header: images, players, downloads. */
@Path("/books/{id}/links")
@BookInPath
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Files")
public class LinkResource {

    private final SignedLinks links;
    private final Settings settings;
    private final Clock clock;

    LinkResource(SignedLinks links, Settings settings, Clock clock) {
        this.links = links;
        this.settings = settings;
        this.clock = clock;
    }

    /** Makes links to files of the book. */
    @POST
    @Operation(
            operationId = "createLinks",
            summary = "Links to files that work without a token",
            description =
                    "For a while, each for that one file. Whether the files are there is not"
                            + " looked at. What can't be linked, whatever it is, is in errors beside"
                            + " the links of the others; if nothing can, the answer is 422.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = LinkRequest.Shape.class)))
    @APIResponse(
            responseCode = "200",
            description = "The links",
            content = @Content(schema = @Schema(implementation = LinkAnswer.class)))
    @APIResponse(responseCode = "501", description = "No key for links is configured")
    public Response sign(@PathParam("id") BookId id, JsonNode body) {
        int bookId = id.value();
        var wanted = LinkRequest.of(body, settings.access().links().lifetime().toSeconds());
        if (!links.available()) {
            throw ProblemException.of(
                    Response.Status.NOT_IMPLEMENTED, "No key for links is configured");
        }
        var expires = clock.instant().getEpochSecond() + wanted.seconds();
        var prefix = settings.publicPath().orElse("");
        var base = "/books/" + bookId + "/";
        var made =
                wanted.files().stream()
                        .map(
                                file ->
                                        new SignedLink(
                                                file.path(),
                                                prefix
                                                        + links.sign(
                                                                base + file.encoded(), expires)))
                        .toList();
        var end = Instant.ofEpochSecond(expires);
        return Response.ok(new LinkAnswer(made, wanted.errors(), end, wanted.seconds()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
