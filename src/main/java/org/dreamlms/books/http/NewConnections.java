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

    private static final NewConnections HANDLER = new NewConnections();

    /** Begins with a server's connections; once, however often it is called. */
    static void watch(Channel server) {
        if (server instanceof ServerChannel
                && server.pipeline().get(NewConnections.class) == null) {
            server.pipeline().addFirst(HANDLER);
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
