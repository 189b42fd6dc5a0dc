package org.dreamlms.books.book;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.dreamlms.books.api.BookVisibility;
import org.dreamlms.books.api.CurrentCaller;
import org.dreamlms.books.api.ProblemException;
import org.dreamlms.books.api.PublicPath;
import org.dreamlms.books.api.Uuids;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Links from before the migration, when books had UUIDs: they lead to the id in DCS. Documented at
 * the routes that they lead to.
 */
@Path("/books/{uuid: \\p{XDigit}+-\\p{XDigit}+-\\p{XDigit}+-\\p{XDigit}+-\\p{XDigit}+}")
@Blocking
public class LegacyLinkResource {

    private static final int PERMANENT_REDIRECT = 308;

    private final LegacyBookIds ids;
    private final CurrentCaller caller;
    private final BookVisibility visibility;
    private final CurrentVertxRequest routing;

    LegacyLinkResource(
            LegacyBookIds ids,
            CurrentCaller caller,
            BookVisibility visibility,
            CurrentVertxRequest routing) {
        this.ids = ids;
        this.caller = caller;
        this.visibility = visibility;
        this.routing = routing;
    }

    @GET
    @Operation(hidden = true)
    public Response book(@PathParam("uuid") String uuid, @Context HttpServerRequest request) {
        return redirect(uuid, request);
    }

    @GET
    @Path("{rest: .+}")
    @Operation(hidden = true)
    public Response below(@PathParam("uuid") String uuid, @Context HttpServerRequest request) {
        return redirect(uuid, request);
    }

    private Response redirect(String uuid, HttpServerRequest request) {
        var legacyId = Uuids.parse("id", uuid);
        var id = ids.find(legacyId);
        if (id.isEmpty() || !visibility.sees(caller.get(), id.getAsInt())) {
            throw ProblemException.notFound("Book", uuid);
        }
        var prefix = PublicPath.of(routing.getCurrent());
        // As it was sent, escapes and query included.
        var target = request.uri().replaceFirst("(?i)/books/" + uuid, "/books/" + id.getAsInt());
        return Response.status(PERMANENT_REDIRECT)
                .header(HttpHeaders.LOCATION, prefix + target)
                .header(HttpHeaders.CACHE_CONTROL, "private")
                .build();
    }
}
