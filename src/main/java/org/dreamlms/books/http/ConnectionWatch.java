package org.dreamlms.books.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;

/**
 * Sees what comes and goes on one connection, and says whether the client holds it without need.
 * All of it runs on the event loop of the connection.
 */
final class ConnectionWatch extends ChannelDuplexHandler {

    /**
     * One for each class loader: after a live reload of dev mode, connections may have the watch of
     * the classes before, which is no object of this class.
     */
    private static final AttributeKey<ConnectionWatch> KEY =
            AttributeKey.valueOf(
                    ConnectionWatch.class.getName()
                            + '@'
                            + System.identityHashCode(ConnectionWatch.class));

    /**
     * How many requests may be sent before the first of them is answered. The framework begins the
     * next one on the stack of the one before, if that is answered at once: 32 fill a stack of 1
     * MB.
     */
    static final int MAX_PIPELINED = 8;

    /**
     * What the heads of a connection may take that wait for their answers; of more, a single one.
     */
    static final int MAX_HEADS = 32 * 1024;

    /** What a field takes beside its text. */
    private static final int FIELD = 130;

    /** What a connection may hold of answers that the client does not take. */
    private static final int MAX_PENDING = 1024 * 1024;

    /** What a client has to take to show that it reads. */
    private static final int PROGRESS = 32 * 1024;

    private static final long NONE = Long.MIN_VALUE;

    private final Channel channel;
    private int unanswered;

    /** The one that is being answered, while no other waits behind it. */
    private HttpRequest first;

    private long heads;
    private boolean inBody;
    private boolean endedWithinContent;
    private boolean partOfHead;
    private long decoded;
    private long headSince = NONE;
    private long written;
    private long taken;
    private long progressAt = System.nanoTime();
    private String fault;

    private ConnectionWatch(Channel channel, int unanswered) {
        this.channel = channel;
        this.unanswered = unanswered;
        // Without a request, a part of its head may have come already.
        this.headSince = unanswered == 0 ? System.nanoTime() : NONE;
        // The rest of a request that is here already is still to come.
        this.inBody = unanswered > 0;
    }

    /** The watch of a connection; a new one when it has none. */
    static ConnectionWatch of(Channel channel, int unanswered) {
        var attribute = channel.attr(KEY);
        var present = attribute.get();
        if (present != null) {
            return present;
        }
        var watch = new ConnectionWatch(channel, unanswered);
        var decoder = channel.pipeline().context("httpDecoder");
        if (decoder != null) {
            attribute.set(watch);
            channel.pipeline().addFirst(watch.new Bytes());
            channel.pipeline().addBefore("httpDecoder", null, new FieldLimit(watch, decoder));
            channel.pipeline().addBefore("handler", null, watch);
        }
        return watch;
    }

    /** The bytes as they come and go, before they are taken for requests. */
    private final class Bytes extends ChannelDuplexHandler {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (unanswered == 0 && headSince == NONE) {
                headSince = System.nanoTime();
            }
            context.fireChannelRead(message);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof ByteBuf bytes) {
                written += bytes.readableBytes();
            }
            context.write(message, promise);
            if (!channel.isWritable() && pending() > MAX_PENDING) {
                end("does not read its answers");
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        decoded++;
        if (message instanceof HttpRequest request) {
            headSince = NONE;
            inBody = true;
            FieldLimit.check(request);
            unanswered++;
            countHead(request);
        }
        if (message instanceof LastHttpContent last) {
            inBody = false;
            endedWithinContent = last.content().isReadable();
        }
        context.fireChannelRead(message);
    }

    /** Most clients wait for an answer before they send on: then nothing is counted. */
    private void countHead(HttpRequest request) {
        if (unanswered == 1) {
            first = request;
            return;
        }
        if (first != null) {
            heads = memory(first);
            first = null;
        }
        heads += memory(request);
        if (unanswered > MAX_PIPELINED || heads > MAX_HEADS) {
            end("sends more requests than it waits for");
        }
    }

    /** About how many bytes it takes. */
    private static long memory(HttpRequest head) {
        long bytes = head.uri().length();
        for (var fields = head.headers().iteratorCharSequence(); fields.hasNext(); ) {
            var field = fields.next();
            bytes += FIELD + field.getKey().length() + field.getValue().length();
        }
        return bytes;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent && !informs(message)) {
            answered();
        }
        context.write(message, promise);
    }

    private void answered() {
        unanswered = Math.max(0, unanswered - 1);
        if (unanswered == 0) {
            first = null;
            heads = 0;
            headSince = partOfHead ? System.nanoTime() : NONE;
        }
    }

    private static boolean informs(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    /** How many messages, whole or in parts, have come out of the decoder. */
    long decoded() {
        return decoded;
    }

    /** Whether the head of a request has come, and its body not. */
    boolean inBody() {
        return inBody;
    }

    /** All that has come is decoded, as far as it can be. */
    void decodedAll(boolean endsHead) {
        partOfHead = !endsHead && !inBody && !endedWithinContent;
        // The request before it may have been answered while it was decoded.
        if (partOfHead && unanswered == 0 && headSince == NONE) {
            headSince = System.nanoTime();
        }
    }

    /** How many bytes of answers wait for the client. */
    long pending() {
        var buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /**
     * Looks at the time, and closes the connection when it is up.
     *
     * @param headNanos how long a head may take
     * @param stallNanos how long the client may take nothing of what waits for it
     */
    void look(long now, long headNanos, long stallNanos) {
        if (headSince != NONE && now - headSince > headNanos) {
            end("does not end the head or the body of its request");
        }
        var pending = pending();
        if (pending == 0 || written - pending - taken >= PROGRESS) {
            taken = written - pending;
            progressAt = now;
        } else if (now - progressAt > stallNanos) {
            end("does not read its answers");
        }
    }

    /** Closes the connection. */
    void end(String why) {
        if (fault == null) {
            fault = why;
            // Not at once: within a write, the buffers that are being written would be released
            // twice.
            channel.eventLoop().execute(channel::close);
        }
    }

    /** Why the connection was closed here; null when it was not. */
    String fault() {
        return fault;
    }
}
