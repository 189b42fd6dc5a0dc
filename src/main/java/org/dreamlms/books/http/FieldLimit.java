package org.dreamlms.books.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;

/**
 * Bounds how many fields a head, or the trailer of a body, may have: fields of a few bytes each
 * take thirty times as much memory as objects. Stands before the decoder, which knows no such bound
 * and keeps the fields of a head that has not ended. Used on the event loop of its connection.
 */
final class FieldLimit extends ChannelInboundHandlerAdapter {

    static final int MAX_FIELDS = 100;

    /** So many lines are decoded at once: by so many the count may be too high. */
    private static final int LINES_AT_ONCE = 16;

    /** With the request line, and the empty line at the end. */
    private static final int MAX_LINES = MAX_FIELDS + 2 + LINES_AT_ONCE;

    private static final int EMPTY_LINE = 0x0d0a0d0a;

    private final ConnectionWatch watch;
    private final ChannelHandlerContext decoder;
    private int lines;
    private boolean refused;

    FieldLimit(ConnectionWatch watch, ChannelHandlerContext decoder) {
        this.watch = watch;
        this.decoder = decoder;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (refused || !(message instanceof ByteBuf bytes)) {
            if (refused && message instanceof ByteBuf ignored) {
                ignored.release();
            } else {
                context.fireChannelRead(message);
            }
            return;
        }
        // Most heads come whole and by themselves: then none of their lines is looked at.
        if (endsHead(bytes)) {
            lines = 0;
            context.fireChannelRead(bytes);
            watch.decodedAll(true);
        } else {
            inPieces(context, bytes);
            watch.decodedAll(false);
        }
    }

    /** Then nothing of a head, or of a trailer, is left in the decoder. */
    private static boolean endsHead(ByteBuf bytes) {
        int end = bytes.writerIndex();
        return bytes.readableBytes() >= Integer.BYTES && bytes.getInt(end - 4) == EMPTY_LINE;
    }

    private void inPieces(ChannelHandlerContext context, ByteBuf bytes) {
        try {
            while (bytes.isReadable() && !refused) {
                long before = watch.decoded();
                int piece = decodeLines(context, bytes);
                // What was decoded had lines of its own among these.
                lines = watch.decoded() == before ? lines + piece : piece;
                if (lines > MAX_LINES) {
                    refuse();
                }
            }
        } finally {
            bytes.release();
        }
    }

    /** Has the next lines decoded, or what there is of them; returns how many they are. */
    private static int decodeLines(ChannelHandlerContext context, ByteBuf bytes) {
        int from = bytes.readerIndex();
        int end = from;
        int found = 0;
        while (found < LINES_AT_ONCE && end < bytes.writerIndex()) {
            int next = bytes.indexOf(end, bytes.writerIndex(), (byte) '\n');
            end = next < 0 ? bytes.writerIndex() : next + 1;
            found += next < 0 ? 0 : 1;
        }
        context.fireChannelRead(bytes.readRetainedSlice(end - from));
        return found;
    }

    private void refuse() {
        refused = true;
        if (watch.inBody()) {
            watch.end("sends a trailer of too many fields");
            return;
        }
        var head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/bad-request");
        fail(head);
        decoder.fireChannelRead(head);
        decoder.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    /** Makes a request one that is answered 431, if it has too many fields. */
    static void check(HttpRequest request) {
        // Its size is that of its names, of which one may stand there many times.
        int fields = 0;
        for (var all = request.headers().iteratorCharSequence(); all.hasNext(); all.next()) {
            fields++;
        }
        if (fields > MAX_FIELDS) {
            request.headers().clear();
            fail(request);
        }
    }

    /** As the decoder does with a head that has too many bytes. */
    private static void fail(HttpRequest request) {
        request.setDecoderResult(
                DecoderResult.failure(
                        new TooLongHttpHeaderException(
                                "HTTP header is larger than " + MAX_FIELDS + " fields")));
    }
}
