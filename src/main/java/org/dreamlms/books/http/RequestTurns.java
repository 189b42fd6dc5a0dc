package org.dreamlms.books.http;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicBoolean;

/** The turns of {@link CallerTurns} for what does not block its own thread. */
@ApplicationScoped
public class RequestTurns {

    private static final String KEY = RequestTurns.class.getName();

    private final CallerTurns turns;

    RequestTurns(CallerTurns turns) {
        this.turns = turns;
    }

    /** Does work, by whatever thread, while it has a turn. */
    public <T> Uni<T> during(RoutingContext routing, Uni<T> work) {
        return turn(routing)
                .flatMap(turn -> work.onTermination().invoke(() -> turns.give(routing)));
    }

    /** A turn that is given back when the request has ended; the same one for all who ask. */
    public Uni<Void> untilEnd(RoutingContext routing) {
        if (routing.get(KEY) != null) {
            return Uni.createFrom().voidItem();
        }
        return turn(routing)
                .invoke(
                        turn -> {
                            routing.put(KEY, true);
                            var given = new AtomicBoolean();
                            Runnable give =
                                    () -> {
                                        if (given.compareAndSet(false, true)) {
                                            turns.give(routing);
                                        }
                                    };
                            routing.addEndHandler(ended -> give.run());
                            if (routing.response().closed()) {
                                // Then nothing tells of the end.
                                give.run();
                            }
                        });
    }

    private Uni<Void> turn(RoutingContext routing) {
        return Uni.createFrom()
                .emitter(
                        emitter -> {
                            if (turns.take(RequestOwner.of(routing))) {
                                emitter.complete(null);
                            } else {
                                turns.await(routing, () -> emitter.complete(null), emitter::fail);
                            }
                        });
    }
}
