package org.dreamlms.books.http.answer;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.dreamlms.books.OutageLog;
import org.dreamlms.books.Settings;

/**
 * A large answer on its way, in slices, of which one waits at a time. So a client that reads slowly
 * holds up little of the connection's memory, and its connection, on which one slice after the
 * other is done, does not count as idle. Its own methods run on the context of the request.
 */
final class SlicedAnswer {

    private static final long NOT_MAKING = Long.MIN_VALUE;

    private final RoutingContext routing;
    private final HttpServerResponse response;
    private final Supplier<Future<Buffer>> slices;
    private final long graceNanos;
    private final double nanosPerByte;
    private final OutageLog slow;
    private final Context context;

    /** Goes forward while a slice is made: that is not the client's time. */
    private long begin = System.nanoTime();

    private long making = NOT_MAKING;
    private final Promise<Void> end = Promise.promise();
    private long taken;
    private long timer = -1;

    /**
     * One that has not begun.
     *
     * @param slices gives one after the other, in futures of any thread, then null
     */
    SlicedAnswer(
            RoutingContext routing,
            Supplier<Future<Buffer>> slices,
            Settings.Answers settings,
            OutageLog slow) {
        this.routing = routing;
        this.response = routing.response();
        this.slices = slices;
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
                    sendNext();
                });
        return end.future();
    }

    private void sendNext() {
        if (response.closed()) {
            finish(new TimeoutException("the client has left"));
        } else {
            making = System.nanoTime();
            next().onSuccess(slice -> context.runOnContext(now -> send(slice)))
                    .onFailure(failure -> context.runOnContext(now -> cut(failure)));
        }
    }

    private Future<Buffer> next() {
        try {
            return slices.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void send(Buffer slice) {
        begin += System.nanoTime() - making;
        making = NOT_MAKING;
        if (slice == null) {
            response.end().onComplete(ended -> finish(ended.cause()));
            return;
        }
        write(slice, 0);
    }

    /** A slice may be larger than what a connection may hold: it goes in parts of its own. */
    private void write(Buffer slice, int from) {
        if (from >= slice.length()) {
            sendNext();
            return;
        }
        int to = Math.min(from + Body.SLICE, slice.length());
        response.write(slice.slice(from, to))
                .onSuccess(
                        written -> {
                            taken += to - from;
                            write(slice, to);
                        })
                // The client has gone, and there is nobody to go on for.
                .onFailure(this::finish);
    }

    /** So that nobody takes a part for the whole. */
    private void cut(Throwable failure) {
        finish(failure);
        routing.request().connection().close();
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
        long until = making == NOT_MAKING ? System.nanoTime() : making;
        long left = graceNanos + (long) (taken * nanosPerByte) - (until - begin);
        if (left > 0) {
            long millis = TimeUnit.NANOSECONDS.toMillis(left) + 1;
            timer = routing.vertx().setTimer(millis, now -> look());
        } else {
            slow.say(
                    "%s: the client took %d bytes in %d s; its connection is closed",
                    routing.normalizedPath(),
                    taken,
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));
            finish(new TimeoutException("the client reads too slowly"));
            routing.request().connection().close();
        }
    }
}
