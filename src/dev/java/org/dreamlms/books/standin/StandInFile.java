package org.dreamlms.books.standin;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file in the object storage of the stand-in: bytes in memory, or a {@link #virtual(long)
 * virtual} one that is made up while it is sent and so may be larger than memory.
 */
public final class StandInFile {

    private static final int PERIOD = 251;
    private static final byte[] PATTERN = pattern();

    private final long size;
    private final byte[] bytes;
    private final String etag;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicInteger transfers = new AtomicInteger();

    private StandInFile(long size, byte[] bytes, String etag) {
        this.size = size;
        this.bytes = bytes;
        this.etag = etag;
    }

    /** A file of these bytes. */
    public static StandInFile of(byte[] bytes) {
        var copy = bytes.clone();
        return new StandInFile(copy.length, copy, tag(copy));
    }

    /** A file of this text in UTF-8. */
    public static StandInFile of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A file of any size whose byte at position p is {@link #byteAt(long) byteAt(p)}. */
    public static StandInFile virtual(long size) {
        var tag = tag(("virtual " + size).getBytes(StandardCharsets.UTF_8));
        return new StandInFile(size, null, tag);
    }

    /** What stands at this position of every virtual file. */
    public static byte byteAt(long position) {
        return (byte) (position % PERIOD);
    }

    /** All of it, in UTF-8. */
    public String text() {
        return read(0, Math.toIntExact(size)).toString();
    }

    /** Size in bytes. */
    public long size() {
        return size;
    }

    /** The strong ETag, quotes included. */
    public String etag() {
        return etag;
    }

    /** How many of its bytes have been handed out, over all transfers. */
    public long sent() {
        return sent.get();
    }

    /** How many transfers of it are under way. */
    public int transfers() {
        return transfers.get();
    }

    /** Counts a transfer until its answer has ended or its client has gone. */
    void transferring(HttpServerResponse response) {
        transfers.incrementAndGet();
        var over = new AtomicBoolean();
        Handler<Void> end =
                ended -> {
                    if (over.compareAndSet(false, true)) {
                        transfers.decrementAndGet();
                    }
                };
        response.endHandler(end).closeHandler(end);
        if (response.closed()) {
            // Its client had gone before: nobody says so once more.
            end.handle(null);
        }
    }

    Buffer read(long from, int length) {
        sent.addAndGet(length);
        if (bytes != null) {
            return Buffer.buffer(length).appendBytes(bytes, Math.toIntExact(from), length);
        }
        var out = Buffer.buffer(length);
        var offset = (int) (from % PERIOD);
        while (out.length() < length) {
            var part = Math.min(PATTERN.length - offset, length - out.length());
            out.appendBytes(PATTERN, offset, part);
            offset = 0;
        }
        return out;
    }

    private static byte[] pattern() {
        var pattern = new byte[PERIOD * 256];
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] = byteAt(i);
        }
        return pattern;
    }

    private static String tag(byte[] content) {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(content);
            return '"' + HexFormat.of().formatHex(digest) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
