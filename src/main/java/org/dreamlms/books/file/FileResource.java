package org.dreamlms.books.file;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.dreamlms.books.caller.BookInPath;
import org.dreamlms.books.dcs.DcsStorage;
import org.dreamlms.books.dcs.file.DcsFileAddress;
import org.dreamlms.books.http.input.BookId;
import org.dreamlms.books.http.input.Ints;
import org.dreamlms.books.http.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The files of a book, from DCS's storage. */
@Path("/books")
@BookInPath
@Tag(name = "Files")
@APIResponse(responseCode = "304", description = "The client has it: If-None-Match names its ETag")
@APIResponse(
        responseCode = "400",
        description = "The id is not an integer from 1 to 2147483647, or the path leads elsewhere")
@APIResponse(responseCode = "404", description = "DCS does not have the book or the file")
@APIResponse(
        responseCode = "502",
        description = "DCS refuses this service's credentials or answers garbage")
@APIResponse(responseCode = "503", description = "DCS can't be reached; see Retry-After")
public class FileResource {

    private static final String PATH =
            "Its slashes are not encoded; Swagger UI encodes them, and can try files in the book's own"
                    + " folder only";

    private static final int DEFAULT_EXPIRES = 3600;
    private static final int MIN_EXPIRES = 60;
    private static final int MAX_EXPIRES = 86_400;

    private final BookFolders folders;
    private final FileServer server;
    private final DcsStorage storage;

    FileResource(BookFolders folders, FileServer server, DcsStorage storage) {
        this.folders = folders;
        this.server = server;
        this.storage = storage;
    }

    /** The cover of a book. */
    @GET
    @Path("{id}/cover")
    @Operation(
            operationId = "getBookCover",
            summary = "The cover of a book",
            description = "As PNG, JPEG, WebP or whatever DCS has. If-None-Match works.")
    @APIResponse(responseCode = "200", content = @Content(mediaType = "image/*"))
    public Uni<Response> cover(@PathParam("id") BookId id, @Context RoutingContext routing) {
        var wanted = FileRequest.of(routing);
        return folders.with(
                id.value(),
                folder -> server.image(new DcsFileAddress.Cover(folder), "cover", "Cover", wanted));
    }

    /** A file of a book. */
    @GET
    @Path("{id}/assets/{path:.+}")
    @Operation(
            operationId = "getBookAsset",
            summary = "A file of a book",
            description = "By its path in the book. Range, If-Range and If-None-Match work.")
    @Parameter(
            name = "path",
            in = ParameterIn.PATH,
            required = true,
            example = "config.json",
            description = PATH,
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content =
                    @Content(
                            mediaType = MediaType.WILDCARD,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "206",
            description = "The part that Range names",
            content =
                    @Content(
                            mediaType = MediaType.WILDCARD,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "416", description = "The file has nothing of what Range names")
    public Uni<Response> asset(@PathParam("id") BookId id, @Context RoutingContext routing) {
        return file(id, routing);
    }

    /** A sound or film of a book. */
    @GET
    @Path("{id}/media/{path:.+}")
    @Operation(
            operationId = "getBookMedia",
            summary = "A sound or film of a book",
            description = "The same as assets, under the name that players use.")
    @Parameter(
            name = "path",
            in = ParameterIn.PATH,
            required = true,
            example = "config.json",
            description = PATH,
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content =
                    @Content(
                            mediaType = MediaType.WILDCARD,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(
            responseCode = "206",
            description = "The part that Range names",
            content =
                    @Content(
                            mediaType = MediaType.WILDCARD,
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "416", description = "The file has nothing of what Range names")
    public Uni<Response> media(@PathParam("id") BookId id, @Context RoutingContext routing) {
        return file(id, routing);
    }

    /** An address at which a file can be had without this service. */
    @GET
    @Path("{id}/assets/presigned")
    @Operation(
            operationId = "createFileLink",
            summary = "A direct link to a file of a book",
            description =
                    "It works for a while, without authorization, and says"
                            + " application/octet-stream of everything.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = FileLink.class)))
    public Uni<Response> presigned(
            @PathParam("id") BookId id,
            @QueryParam("path") @Parameter(required = true) String path,
            @QueryParam("expires")
                    @Parameter(
                            description = "For how many seconds",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "60",
                                            maximum = "86400",
                                            defaultValue = "3600"))
                    String expires) {
        if (path == null) {
            throw ProblemException.badRequest("path", "must name a file of the book");
        }
        var file = FilePath.of(path);
        var seconds = seconds(expires);
        return folders.with(id.value(), folder -> storage.link(folder, file.path(), seconds))
                .map(found -> found.orElseThrow(() -> FileAnswers.missing("File")))
                .map(
                        link ->
                                Response.ok(
                                                new FileLink(
                                                        link.url(),
                                                        link.expiresInSeconds(),
                                                        ContentTypes.of(file.name())))
                                        .type(MediaType.APPLICATION_JSON_TYPE)
                                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                                        .build());
    }

    private Uni<Response> file(BookId id, RoutingContext routing) {
        var wanted = FileRequest.of(routing);
        var file =
                FilePath.ofRequest(routing.request().path())
                        .orElseThrow(() -> FileAnswers.missing("File"));
        return folders.with(
                id.value(),
                folder -> server.file(new DcsFileAddress.InBook(folder, file.path()), wanted));
    }

    private static int seconds(String expires) {
        if (expires == null || expires.isEmpty()) {
            return DEFAULT_EXPIRES;
        }
        return Ints.parse(expires, MIN_EXPIRES, MAX_EXPIRES)
                .orElseThrow(
                        () ->
                                ProblemException.badRequest(
                                        "expires", "must be an integer from 60 to 86400"));
    }
}
