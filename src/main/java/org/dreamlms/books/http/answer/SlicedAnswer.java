package org.dreamlms.books.http.answer;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dreamlms.books.OutageLog;
import org.dreamlms.books.Settings;

/**
 * A large answer on its way, in slices, of which one waits at a time. So a client that reads slowly
 * holds up little of the connection's memory, and its connection, on which one slice after the
 * other is done, does not count as idle. Its own methods run on the context of the request.
 */
final class SlicedAnswer {

    private final RoutingContext routing;
    private final HttpServerResponse response;
    private final Body body;
    private final long graceNanos;
    private final double nanosPerByte;
    private final OutageLog slow;
    private final Context context;
    private final long begin = System.nanoTime();
    private final Promise<Void> end = Promise.promise();
    private int taken;
    private long timer = -1;

    SlicedAnswer(RoutingContext routing, Body body, Settings.Answers settings, OutageLog slow) {
        this.routing = routing;
        this.response = routing.response();
        this.body = body;
        this.graceNanos = settings.grace().toNanos();
        this.nanosPerByte = (double) TimeUnit.SECONDS.toNanos(1) / settings.rate().asLongValue();
        this.slow = slow;
        this.context = routing.vertx().getOrCreateContext();
    }

    /** Begins, from any thread. */
    Future<Void> send() {
        routing.addEndHandler(ended -> finish(ended.cause()));
        context.runOnContext(
                now -> {
                    look();
                    sendFrom(0);
                });
        return end.future();
    }

    private void sendFrom(int from) {
        taken = from;
        if (from >= body.bytes().length) {
            response.end().onComplete(ended -> finish(ended.cause()));
        } else if (response.closed()) {
            finish(new TimeoutException("the client has left"));
        } else {
            var slice = body.slice(from);
            response.write(slice)
                    .onSuccess(written -> sendFrom(from + slice.length()))
                    // The client has gone, and there is nobody to go on for.
                    .onFailure(this::finish);
        }
    }

    private void finish(Throwable failure) {
        routing.vertx().cancelTimer(timer);
        if (failure == null) {
            end.tryComplete();
        } else {
            end.tryFail(failure);
        }
    }

    /** Looks at the time now, and again when it will be too late unless more is taken by then. */
    private void look() {
        if (end.future().isComplete()) {
            return;
        }
        long left = graceNanos + (long) (taken * nanosPerByte) - (System.nanoTime() - begin);
        if (left > 0) {
            long millis = TimeUnit.NANOSECONDS.toMillis(left) + 1;
            timer = routing.vertx().setTimer(millis, now -> look());
        } else {
            slow.say(
                    "%s: the client took %d of %d bytes in %d s; its connection is closed",
                    routing.normalizedPath(),
                    taken,
                    body.bytes().length,
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));
            finish(new TimeoutException("the client reads too slowly"));
            routing.request().connection().close();
        }
    }
}
