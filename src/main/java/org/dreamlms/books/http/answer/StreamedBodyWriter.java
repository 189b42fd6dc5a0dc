package org.dreamlms.books.http.answer;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Sends a {@link StreamedBody} as fast as the client takes it. */
@Provider
public class StreamedBodyWriter extends ResponseWriter<StreamedBody> {

    private final AnswerSender sender;

    StreamedBodyWriter(AnswerSender sender) {
        this.sender = sender;
    }

    @Override
    protected boolean writes(Class<?> type) {
        return type == StreamedBody.class;
    }

    @Override
    public void writeResponse(StreamedBody body, Type genericType, ServerRequestContext context) {
        var request = (ResteasyReactiveRequestContext) context;
        var routing = request.unwrap(RoutingContext.class);
        BodyWriter.suspendFor(request, () -> sender.send(routing, body));
    }
}
