package org.dreamlms.books.file;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.dreamlms.books.http.RequestOrder;
import org.dreamlms.books.http.problem.ProblemException;
import org.dreamlms.books.http.problem.ProblemWriter;

/**
 * Refuses paths of files that try to lead elsewhere, as they were sent, and brings the others into
 * the one form that authentication, routes and links read: slashes are slashes and nothing else is
 * special. A semicolon belongs to the name of a file; elsewhere it would begin a matrix parameter,
 * of which there are none.
 */
@ApplicationScoped
class PathGuard {

    private final ProblemWriter problems;

    PathGuard(ProblemWriter problems) {
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, RequestOrder.PATH);
    }

    private void check(RoutingContext routing) {
        var path = routing.request().path();
        String canonical;
        try {
            canonical = path == null ? null : canonical(path);
        } catch (ProblemException e) {
            problems.send(routing, e);
            return;
        }
        if (canonical == null || canonical.equals(path)) {
            routing.next();
        } else {
            var query = routing.request().query();
            routing.reroute(canonical + (query == null ? "" : "?" + query));
        }
    }

    private static String canonical(String path) {
        var file = FilePath.inRequest(path);
        var route = file.isPresent() ? path.substring(0, file.get().start()) : path;
        if (route.indexOf(';') >= 0) {
            throw ProblemException.badRequest(
                    "path", "must not hold matrix parameters (what follows a semicolon)");
        }
        return file.isPresent() ? route + file.get().file().encoded() : path;
    }
}
