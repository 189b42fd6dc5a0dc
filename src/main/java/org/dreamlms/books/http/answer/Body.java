package org.dreamlms.books.http.answer;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * An answer's bytes that are in memory already, for {@link AnswerSender}.
 *
 * @param bytes nobody writes to them
 * @param shared whether others may hold them as well: a cache, or other answers
 */
public record Body(byte[] bytes, boolean shared) {

    static final int SLICE = 64 * 1024;

    /** Bytes of a cache. */
    public Body(byte[] bytes) {
        this(bytes, true);
    }

    /** Bytes that were made for this answer. */
    public static Body own(byte[] bytes) {
        return new Body(bytes, false);
    }

    /** Whether it is so large that it takes several writes. */
    boolean large() {
        return bytes.length > SLICE;
    }

    /** All of it, one slice after the other. */
    Supplier<Future<Buffer>> slices() {
        var next = new AtomicInteger();
        return () -> {
            int from = next.getAndAdd(SLICE);
            return Future.succeededFuture(from < bytes.length ? slice(from) : null);
        };
    }

    /** The bytes from here on, but no more than are written at once. */
    Buffer slice(int from) {
        int length = Math.min(SLICE, bytes.length - from);
        return length == bytes.length
                ? Buffer.buffer(bytes)
                : Buffer.buffer(length).appendBytes(bytes, from, length);
    }
}
