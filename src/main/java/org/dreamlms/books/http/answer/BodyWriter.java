package org.dreamlms.books.http.answer;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Type;
import java.util.function.Supplier;
import org.dreamlms.books.http.problem.ProblemException;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Sends a {@link Body} as fast as the client takes it. */
@Provider
public class BodyWriter extends ResponseWriter<Body> {

    private final AnswerSender sender;

    BodyWriter(AnswerSender sender) {
        this.sender = sender;
    }

    @Override
    protected boolean writes(Class<?> type) {
        return type == Body.class;
    }

    @Override
    public void writeResponse(Body body, Type genericType, ServerRequestContext context) {
        var request = (ResteasyReactiveRequestContext) context;
        var routing = request.unwrap(RoutingContext.class);
        if (!body.large()) {
            sender.send(routing, body);
            return;
        }
        suspendFor(request, () -> sender.send(routing, body));
    }

    /** Suspends REST until an answer is sent; also where it can't be sent. */
    static void suspendFor(ResteasyReactiveRequestContext request, Supplier<Future<Void>> sending) {
        // First, since it may be sent before this method ends.
        request.suspend();
        try {
            sending.get().onComplete(ended -> request.resume(request.getContextExecutor()));
        } catch (ProblemException e) {
            request.setSuspended(false);
            throw e;
        }
    }
}
