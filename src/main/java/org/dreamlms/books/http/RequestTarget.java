package org.dreamlms.books.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.dreamlms.books.http.problem.ProblemException;
import org.dreamlms.books.http.problem.ProblemWriter;

/**
 * Brings the target of a request into the form of RFC 3986, before anything else reads it: what
 * browsers leave as it is gets encoded, what needs no encoding in a path is decoded, and what no
 * client may send is 400. From here on a path has one reading.
 */
@ApplicationScoped
class RequestTarget {

    private final ProblemWriter problems;

    RequestTarget(ProblemWriter problems) {
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, RequestOrder.TARGET);
    }

    private void check(RoutingContext routing) {
        var target = routing.request().uri();
        if (TargetForm.isCanonical(target)) {
            routing.next();
            return;
        }
        String canonical;
        try {
            canonical = TargetForm.canonical(target);
        } catch (ProblemException e) {
            problems.send(routing, e);
            return;
        }
        if (canonical.equals(target)) {
            routing.next();
        } else {
            routing.reroute(canonical);
        }
    }
}
