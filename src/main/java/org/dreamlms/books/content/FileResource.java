package org.dreamlms.books.content;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.dreamlms.books.api.BookIds;
import org.dreamlms.books.dcs.DcsPlace;

@Path("/books")
public class FileResource {

    private final BookFolders folders;
    private final FileServer server;

    FileResource(BookFolders folders, FileServer server) {
        this.folders = folders;
        this.server = server;
    }

    @GET
    @Path("{id}/cover")
    public Uni<Response> cover(@PathParam("id") String id, @Context HttpServerRequest request) {
        var wanted = FileRequest.of(request);
        return folders.find(BookIds.parse(id))
                .flatMap(
                        folder ->
                                server.image(new DcsPlace.Cover(folder), "cover", "Cover", wanted));
    }

    @GET
    @Path("{id}/assets/{path:.+}")
    public Uni<Response> asset(
            @PathParam("id") String id,
            @PathParam("path") String path,
            @Context HttpServerRequest request) {
        return file(id, path, request);
    }

    @GET
    @Path("{id}/media/{path:.+}")
    public Uni<Response> media(
            @PathParam("id") String id,
            @PathParam("path") String path,
            @Context HttpServerRequest request) {
        return file(id, path, request);
    }

    private Uni<Response> file(String id, String path, HttpServerRequest request) {
        var wanted = FileRequest.of(request);
        var file = FilePath.of(path);
        return folders.find(BookIds.parse(id))
                .flatMap(folder -> server.file(new DcsPlace.InBook(folder, file.path()), wanted));
    }
}
