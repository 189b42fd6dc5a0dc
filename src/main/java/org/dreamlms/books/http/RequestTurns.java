package org.dreamlms.books.http;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicBoolean;

/** The turns of {@link CallerTurns} for what does not block the thread of its request. */
@ApplicationScoped
public class RequestTurns {

    private static final String KEY = RequestTurns.class.getName();

    private final CallerTurns turns;

    RequestTurns(CallerTurns turns) {
        this.turns = turns;
    }

    /** A turn that is given back when the request has ended; the same one for all who ask. */
    public Uni<Void> untilEnd(RoutingContext routing) {
        if (routing.get(KEY) != null) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .emitter(
                        emitter -> {
                            if (turns.take(RequestOwner.of(routing))) {
                                hold(routing);
                                emitter.complete(null);
                                return;
                            }
                            turns.await(
                                    routing,
                                    () -> {
                                        // Whether or not anybody still waits for it.
                                        hold(routing);
                                        emitter.complete(null);
                                    },
                                    emitter::fail);
                        });
    }

    private void hold(RoutingContext routing) {
        routing.put(KEY, true);
        var given = new AtomicBoolean();
        Runnable give =
                () -> {
                    if (given.compareAndSet(false, true)) {
                        turns.give(routing);
                    }
                };
        routing.addEndHandler(ended -> give.run());
        if (routing.response().ended() || routing.response().closed()) {
            // Then nothing tells of the end.
            give.run();
        }
    }
}
