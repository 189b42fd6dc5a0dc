package org.dreamlms.books.file;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.dreamlms.books.http.RequestOrder;
import org.dreamlms.books.http.problem.ProblemException;
import org.dreamlms.books.http.problem.ProblemWriter;

/**
 * Refuses paths of files that try to lead elsewhere, as they were sent: the router makes {@code
 * a/../b} into {@code b} before anybody else can look.
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
        try {
            var path = routing.request().path();
            if (path != null) {
                FilePath.ofRequest(path);
            }
        } catch (ProblemException e) {
            var error = e.errors().get(0);
            problems.send(routing, e.status(), error.field(), error.message());
            return;
        }
        routing.next();
    }
}
