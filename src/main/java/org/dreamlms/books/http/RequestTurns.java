package org.dreamlms.books.http;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.dreamlms.books.http.CallerTurns.Need;

/** The turns of {@link CallerTurns} for what does not block the thread of its request. */
@ApplicationScoped
public class RequestTurns {

    private final CallerTurns turns;

    RequestTurns(CallerTurns turns) {
        this.turns = turns;
    }

    /** A turn that is given back when the request has ended; the same one for all who ask. */
    public Uni<Void> untilEnd(RoutingContext routing, Need need) {
        if (HeldTurn.of(routing) != null) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .emitter(
                        emitter -> {
                            if (turns.take(RequestOwner.of(routing), need)) {
                                hold(routing, need);
                                emitter.complete(null);
                                return;
                            }
                            turns.await(
                                    routing,
                                    need,
                                    () -> {
                                        // Whether or not anybody still waits for it.
                                        hold(routing, need);
                                        emitter.complete(null);
                                    },
                                    emitter::fail);
                        });
    }

    private void hold(RoutingContext routing, Need need) {
        var turn = HeldTurn.begin(turns, routing, need);
        routing.addEndHandler(ended -> turn.end());
        if (routing.response().ended() || routing.response().closed()) {
            // Then nothing tells of the end.
            turn.end();
        }
    }
}
