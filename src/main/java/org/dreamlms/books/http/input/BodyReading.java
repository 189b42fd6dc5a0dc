package org.dreamlms.books.http.input;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.dreamlms.books.Settings;

/**
 * A body that is being read. It ends once: whole, or with a {@link Failure}, unless the client
 * leaves. Used on the event loop of its request only.
 */
final class BodyReading {

    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final long graceNanos;
    private final double nanosPerByte;
    private final long begin = System.nanoTime();
    private Buffer body = Buffer.buffer();
    private long timer = NO_TIMER;
    private boolean ended;

    BodyReading(Vertx vertx, HttpServerRequest request, Settings.Requests settings) {
        this.vertx = vertx;
        this.request = request;
        this.graceNanos = settings.bodyGrace().toNanos();
        this.nanosPerByte =
                (double) TimeUnit.SECONDS.toNanos(1) / settings.bodyRate().asLongValue();
    }

    /** Why a body is not read to its end. */
    enum Failure {
        TOO_LARGE,
        TOO_SLOW,
        NO_MEMORY
    }

    /**
     * How much may be read.
     *
     * @param limit of the body, in bytes
     * @param memory takes so many bytes, or says that there are none
     */
    record Room(long limit, LongPredicate memory) {}

    /** Begins; one of the two is told what has become of it. */
    void start(Room room, Consumer<Buffer> whole, Consumer<Failure> failed) {
        request.handler(
                part -> {
                    var failure = ended ? null : add(part, room);
                    if (failure != null) {
                        fail(failure, failed);
                    }
                });
        request.endHandler(
                end -> {
                    if (!ended) {
                        stop();
                        whole.accept(body);
                    }
                });
        // A client that has left is told nothing; the end of the request gives the memory back.
        request.exceptionHandler(left -> stop());
        look(failed);
        request.resume();
    }

    /** Stops to look at the time; what comes after it is thrown away. */
    void stop() {
        ended = true;
        vertx.cancelTimer(timer);
    }

    private Failure add(Buffer part, Room room) {
        if (body.length() + part.length() > room.limit()) {
            return Failure.TOO_LARGE;
        }
        if (!room.memory().test(part.length())) {
            return Failure.NO_MEMORY;
        }
        body.appendBuffer(part);
        return null;
    }

    /** Looks at the time now, and again when it will be too late unless more has come by then. */
    private void look(Consumer<Failure> failed) {
        long due = graceNanos + (long) (body.length() * nanosPerByte);
        long left = due - (System.nanoTime() - begin);
        if (left <= 0) {
            fail(Failure.TOO_SLOW, failed);
        } else {
            long millis = TimeUnit.NANOSECONDS.toMillis(left) + 1;
            timer = vertx.setTimer(millis, now -> lookAgain(failed));
        }
    }

    private void lookAgain(Consumer<Failure> failed) {
        if (!ended) {
            look(failed);
        }
    }

    private void fail(Failure failure, Consumer<Failure> failed) {
        stop();
        body = Buffer.buffer();
        failed.accept(failure);
    }
}
