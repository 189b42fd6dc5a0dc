package org.dreamlms.books.dcs;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.net.impl.ConnectionBase;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;
import org.jboss.resteasy.reactive.client.impl.VertxRequestCustomizingClientBuilder;

/**
 * Bounds the bodies of DCS's answers that are not 2xx: the REST client reads them whole before any
 * filter is asked. The connection of one that is too large is closed. Found by its name in {@code
 * META-INF/services}.
 */
@RegisterForReflection
public final class DcsErrorBodies implements RestClientListener {

    @Override
    public void onNewClient(Class<?> api, RestClientBuilder builder) {
        if (api == DcsApi.class || api == DcsListApi.class) {
            ((VertxRequestCustomizingClientBuilder<?>) builder)
                    .httpClientRequestCustomizer(DcsErrorBodies::watch);
        }
    }

    private static void watch(HttpClientRequest request) {
        request.response().onSuccess(DcsErrorBodies::bound);
    }

    private static void bound(HttpClientResponse answer) {
        if (answer.statusCode() / 100 != 2) {
            var pipeline = ((ConnectionBase) answer.request().connection()).channel().pipeline();
            if (pipeline.get(Counter.class) == null) {
                pipeline.addBefore("handler", null, new Counter());
            }
        }
    }

    /** Counts the bytes of one body, and leaves with it. */
    private static final class Counter extends ChannelInboundHandlerAdapter {

        private int read;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpContent content) {
                read += content.content().readableBytes();
            }
            context.fireChannelRead(message);
            if (message instanceof LastHttpContent) {
                context.pipeline().remove(this);
            } else if (read > DcsRequest.MAX_VALUE) {
                context.close();
            }
        }
    }
}
