package org.dreamlms.books.access;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import org.dreamlms.books.caller.Access;
import org.dreamlms.books.caller.BookVisibility;
import org.dreamlms.books.caller.Caller;
import org.dreamlms.books.caller.CurrentCaller;
import org.dreamlms.books.http.problem.ProblemException;

/**
 * What {@link Authentication} has found out about the request, for those who have not its routing.
 */
@ApplicationScoped
class RequestCaller implements CurrentCaller {

    private final CurrentVertxRequest request;

    RequestCaller(CurrentVertxRequest request) {
        this.request = request;
    }

    @Override
    public Caller get() {
        return access().caller();
    }

    @Override
    public BookVisibility books() {
        return access().books();
    }

    private Access access() {
        var routing = request.getCurrent();
        var access = routing == null ? null : Access.of(routing);
        if (access == null) {
            throw ProblemException.noToken();
        }
        return access;
    }
}
