package org.dreamlms.books.http;

import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.Provider;
import org.dreamlms.books.http.CallerTurns.Need;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestFilter;

/**
 * Lets requests to methods that block begin when it is their turn: they take a worker, for as long
 * as they have their turn.
 */
@Provider
@NonBlocking
@Priority(RequestOrder.REST_TURN)
public class TurnFilter implements ResteasyReactiveContainerRequestFilter {

    private final CallerTurns turns;

    TurnFilter(CallerTurns turns) {
        this.turns = turns;
    }

    @Override
    public void filter(ResteasyReactiveContainerRequestContext request) {
        var rest = (ResteasyReactiveRequestContext) request.getServerRequestContext();
        if (rest.getTarget().getLazyMethod().isNonBlocking) {
            return;
        }
        var routing = rest.unwrap(RoutingContext.class);
        if (turns.take(RequestOwner.of(routing), Need.ROWS)) {
            hold(rest, routing);
            return;
        }
        request.suspend();
        turns.await(
                routing,
                Need.ROWS,
                () -> {
                    // Also when the client has left meanwhile: its turn is over soon.
                    hold(rest, routing);
                    request.resume();
                },
                request::resume);
    }

    private void hold(ResteasyReactiveRequestContext rest, RoutingContext routing) {
        var turn = HeldTurn.begin(turns, routing, Need.ROWS);
        rest.registerCompletionCallback(done -> turn.end());
    }
}
