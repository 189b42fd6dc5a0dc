package org.dreamlms.books.dcs.file;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.function.BooleanSupplier;
import org.dreamlms.books.Bounds;
import org.dreamlms.books.OutageLog;
import org.dreamlms.books.Settings;
import org.dreamlms.books.dcs.DcsException;
import org.jboss.logging.Logger;

/**
 * Bounds how many files are on their way from DCS at once. Requests beyond that wait for their
 * turn, in the order in which they came, up to the call limit. One that gets none is not made: it
 * says nothing about DCS, so it has to be kept from the circuit breaker and the meters.
 */
@ApplicationScoped
class TransferLimit {

    private static final Logger LOG = Logger.getLogger(TransferLimit.class);

    private final Vertx vertx;
    private final Duration limit;
    private final int size;
    private final OutageLog full;
    private final LinkedHashSet<Turn> line = new LinkedHashSet<>();
    private int taken;

    TransferLimit(Vertx vertx, Settings settings, Clock clock) {
        this.vertx = vertx;
        this.limit = settings.dcs().callLimit();
        this.size = settings.files().maxTransfers();
        this.full = new OutageLog(LOG, Logger.Level.WARN, clock);
    }

    void bounds(@Observes Bounds bounds) {
        bounds.count("files", size, this::taken);
    }

    private synchronized int taken() {
        return taken;
    }

    /**
     * Makes a request once there is room for what it brings. The room is free again when the
     * request has failed or brought no file, else when the file has ended.
     *
     * @param request must end by itself: cancelling does not reach it
     * @param context where a request that has waited is made
     * @param wanted whether anybody still waits for the file when there is room for it
     * @return fails with {@link DcsException.Unavailable} when the request is not made, else like
     *     the request
     */
    Uni<DcsAnswer> during(Uni<DcsAnswer> request, Context context, BooleanSupplier wanted) {
        return Uni.createFrom()
                .emitter(
                        emitter -> {
                            var turn = new Turn(request, context, wanted, emitter);
                            if (take(turn)) {
                                turn.start();
                            }
                        });
    }

    private synchronized boolean take(Turn turn) {
        if (taken < size) {
            taken++;
            return true;
        }
        turn.end = vertx.setTimer(Math.max(1, limit.toMillis()), timer -> giveUp(turn));
        line.add(turn);
        return false;
    }

    private void giveUp(Turn turn) {
        synchronized (this) {
            if (!line.remove(turn)) {
                return;
            }
        }
        full.say(
                "No room for another file within %s: %d are on their way from DCS already, the most"
                        + " that DCS_BOOKS_FILES_MAX_TRANSFERS allows",
                limit, size);
        turn.emitter.fail(
                new DcsException.Unavailable(
                        "too many files are on their way from DCS already", null));
    }

    /** Hands the room on to the next who still wants it. */
    private void release() {
        for (var next = next(); next != null; next = next()) {
            vertx.cancelTimer(next.end);
            if (next.wanted.getAsBoolean()) {
                var turn = next;
                turn.context.runOnContext(run -> turn.start());
                return;
            }
            next.emitter.fail(DcsException.notWanted());
        }
    }

    /** Takes the first out of the line; with nobody in it, the room is free. */
    private synchronized Turn next() {
        var turns = line.iterator();
        if (!turns.hasNext()) {
            taken--;
            return null;
        }
        var first = turns.next();
        turns.remove();
        return first;
    }

    /** One request, in the line or with room. */
    private final class Turn {

        private final Uni<DcsAnswer> request;
        private final Context context;
        private final BooleanSupplier wanted;
        private final UniEmitter<? super DcsAnswer> emitter;
        private long end;

        Turn(
                Uni<DcsAnswer> request,
                Context context,
                BooleanSupplier wanted,
                UniEmitter<? super DcsAnswer> emitter) {
            this.request = request;
            this.context = context;
            this.wanted = wanted;
            this.emitter = emitter;
        }

        void start() {
            request.subscribe().with(this::came, this::failed);
        }

        private void came(DcsAnswer answer) {
            if (answer instanceof DcsFile file) {
                file.ended().onComplete(ended -> release());
            } else {
                release();
            }
            emitter.complete(answer);
        }

        private void failed(Throwable failure) {
            release();
            emitter.fail(failure);
        }
    }
}
