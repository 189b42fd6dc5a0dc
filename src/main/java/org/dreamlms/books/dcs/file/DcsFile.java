package org.dreamlms.books.dcs.file;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.WriteStream;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.dreamlms.books.Settings;
import org.dreamlms.books.dcs.DcsException;

/**
 * A file on its way from DCS, of which nothing has been read yet. The one who gets it either sends
 * it on or {@link #discard discards} it; one that is forgotten is discarded after the idle timeout.
 *
 * <p>What is read is what can be written: the memory that a transfer takes does not depend on the
 * size of the file or on the speed of the client.
 */
public final class DcsFile implements DcsAnswer {

    private static final int CHEAP = 16 * 1024;

    private final HttpClientResponse source;
    private final Optional<String> etag;
    private final Optional<ContentRange> part;
    private final long length;
    private final Settings.Files limits;
    private final Context context;
    private final DcsTransport transport;
    private final Promise<Void> done = Promise.promise();
    private final long watch;
    private WriteStream<Buffer> sink;
    private boolean full;
    private boolean tooLong;
    private long lastMove = System.nanoTime();

    /**
     * @param source paused
     * @param context where the source lives and everything here happens
     */
    DcsFile(
            HttpClientResponse source,
            Context context,
            DcsTransport transport,
            Settings.Files limits) {
        this.source = source;
        this.context = context;
        this.transport = transport;
        this.limits = limits;
        this.etag = Optional.ofNullable(source.getHeader("etag"));
        this.part =
                source.statusCode() == 206
                        ? Optional.of(ContentRange.parse(source.getHeader("content-range")))
                        : Optional.empty();
        this.length = length(source.getHeader("content-length"), part);
        source.exceptionHandler(this::fail);
        var interval = Math.max(1, limits.idleTimeout().toMillis() / 4);
        watch = context.owner().setPeriodic(interval, timer -> checkMoving());
        done.future().onComplete(ended -> context.owner().cancelTimer(watch));
    }

    /** The entity tag, with its quotes. */
    public Optional<String> etag() {
        return etag;
    }

    /** What DCS says it is, whatever that be. */
    public Optional<String> declaredType() {
        return Optional.ofNullable(source.getHeader("content-type"));
    }

    /** Which part of the file this is; empty: the whole. */
    public Optional<ContentRange> part() {
        return part;
    }

    /** How many bytes there are to come, -1 when DCS does not say. */
    public long length() {
        return length;
    }

    /** The size of the whole file, -1 when DCS does not say. */
    public long size() {
        return part.map(ContentRange::size).orElse(length);
    }

    /**
     * Writes it all into a stream, as fast as that takes it, and leaves the stream open.
     *
     * @return ends when the last byte is written, and fails when DCS breaks off, nothing moves for
     *     too long, or it is discarded
     */
    public Future<Void> sendTo(WriteStream<Buffer> target) {
        sink = target;
        context.runOnContext(run -> start(this::forward));
        return done.future();
    }

    /**
     * Reads it all into memory; fails like {@link #sendTo}.
     *
     * @return empty when there are more bytes than the most that are wanted
     */
    Future<Optional<byte[]>> read(int max) {
        var all = new FileBytes(length, max);
        context.runOnContext(
                run ->
                        start(
                                bytes -> {
                                    lastMove = System.nanoTime();
                                    if (!all.add(bytes)) {
                                        tooLong = true;
                                        discard();
                                    }
                                }));
        return done.future()
                .map(end -> Optional.of(all.toArray()))
                .recover(
                        failure ->
                                tooLong
                                        ? Future.succeededFuture(Optional.empty())
                                        : Future.failedFuture(failure));
    }

    /** Ends the transfer at once; nothing happens when it has ended. */
    public void discard() {
        var ended = new CancellationException("the transfer was ended");
        if (sink == null && length >= 0 && length <= CHEAP) {
            // Reading these few bytes costs less than a new connection.
            if (done.tryFail(ended)) {
                transport.drain(source);
            }
        } else {
            fail(ended);
        }
    }

    /** Completes when nothing more of it comes, whatever the reason. */
    Future<Void> ended() {
        return done.future();
    }

    private void start(Handler<Buffer> handler) {
        if (done.future().isComplete()) {
            return;
        }
        lastMove = System.nanoTime();
        source.handler(handler).endHandler(ended -> done.tryComplete());
        source.resume();
    }

    private void forward(Buffer bytes) {
        lastMove = System.nanoTime();
        sink.write(bytes);
        if (sink.writeQueueFull()) {
            full = true;
            source.pause();
            sink.drainHandler(space -> context.runOnContext(this::drained));
        }
    }

    private void drained(Void ignored) {
        lastMove = System.nanoTime();
        full = false;
        source.resume();
    }

    private void checkMoving() {
        var limit = full ? limits.stalledTimeout() : limits.idleTimeout();
        if (System.nanoTime() - lastMove > limit.toNanos()) {
            fail(
                    new TimeoutException(
                            (full ? "the client took" : "DCS sent") + " nothing for " + limit));
        }
    }

    private void fail(Throwable cause) {
        if (done.tryFail(cause)) {
            source.request().reset();
        }
    }

    private static long length(String header, Optional<ContentRange> part) {
        long length;
        try {
            length = header == null ? -1 : Long.parseLong(header);
        } catch (NumberFormatException e) {
            length = -1;
        }
        if (length >= 0 && part.isPresent() && part.get().length() != length) {
            throw new DcsException.Garbage(
                    "%d bytes can't be %s".formatted(length, part.get().header()), null);
        }
        return length;
    }
}
