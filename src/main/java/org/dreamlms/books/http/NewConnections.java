package org.dreamlms.books.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;

/**
 * Has connections watched from their first byte on. Those of which it is not known yet what they
 * speak (TLS, HTTP/2) are left to the look at all of them.
 */
@Sharable
final class NewConnections extends ChannelInboundHandlerAdapter {

    private static final String NAME = "new-connections";
    private static final NewConnections HANDLER = new NewConnections();

    /** Begins with a server's connections; once, however often it is called. */
    static void watch(Channel server) {
        if (!(server instanceof ServerChannel)) {
            return;
        }
        var present = server.pipeline().get(NAME);
        if (present == null) {
            server.pipeline().addFirst(NAME, HANDLER);
        } else if (present != HANDLER) {
            // The server outlives the classes that a live reload of dev mode replaces.
            server.pipeline().replace(NAME, NAME, HANDLER);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object connection) {
        if (connection instanceof Channel channel) {
            channel.pipeline().addFirst(new WhenOpen());
        }
        context.fireChannelRead(connection);
    }

    private static final class WhenOpen extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            ConnectionWatch.of(context.channel(), 0);
            context.pipeline().remove(this);
            context.fireChannelActive();
        }
    }
}
