package org.dreamlms.books.book.legacy;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dreamlms.books.book.VisibleBooks;
import org.dreamlms.books.caller.CurrentCaller;
import org.dreamlms.books.http.PublicPath;
import org.dreamlms.books.http.input.Uuids;
import org.dreamlms.books.http.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Links from before the migration, when books had UUIDs: whatever is asked of such a book leads to
 * its id in DCS. Documented at the routes that they lead to.
 */
@Path(LegacyLinkResource.PATH + "{uuid}")
@Blocking
public class LegacyLinkResource {

    static final String PATH = "/legacy-book-links/";

    private static final int PERMANENT_REDIRECT = 308;
    private static final Pattern LINK =
            Pattern.compile(
                    "/books/(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})(?=$|[/?])");

    private final LegacyBookIds ids;
    private final CurrentCaller caller;
    private final VisibleBooks visible;
    private final CurrentVertxRequest routing;

    LegacyLinkResource(
            LegacyBookIds ids,
            CurrentCaller caller,
            VisibleBooks visible,
            CurrentVertxRequest routing) {
        this.ids = ids;
        this.caller = caller;
        this.visible = visible;
        this.routing = routing;
    }

    /** Takes these links from the routes that they look like, whichever these are. */
    @ServerRequestFilter(preMatching = true, nonBlocking = true)
    public void take(ContainerRequestContext request) {
        var method = request.getMethod();
        if (method.equals("GET") || method.equals("HEAD")) {
            var link = LINK.matcher(routing.getCurrent().normalizedPath());
            if (link.lookingAt()) {
                request.setRequestUri(URI.create(PATH + link.group(1)));
            }
        }
    }

    @GET
    @Operation(hidden = true)
    public Response lead(@PathParam("uuid") String uuid, @Context HttpServerRequest request) {
        // As it was sent, escapes and query included.
        var link = LINK.matcher(request.uri());
        var id = ids.find(Uuids.parse("id", uuid));
        if (!link.lookingAt() || id.isEmpty() || !sees(id.getAsInt())) {
            throw ProblemException.notFound("Book", uuid);
        }
        return Response.status(PERMANENT_REDIRECT)
                .header(HttpHeaders.LOCATION, target(link, id.getAsInt(), request.uri()))
                .header(HttpHeaders.CACHE_CONTROL, "private")
                .build();
    }

    private boolean sees(int id) {
        return visible.sees(caller.books(), id).await().indefinitely();
    }

    private String target(Matcher link, int id, String uri) {
        return PublicPath.of(routing.getCurrent()) + "/books/" + id + uri.substring(link.end());
    }
}
