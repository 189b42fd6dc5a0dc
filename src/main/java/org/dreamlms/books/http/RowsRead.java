package org.dreamlms.books.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.dreamlms.books.http.answer.StreamedBody;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Lets the caller's next request have the database as soon as an answer is made, except where it is
 * made while it is sent.
 */
final class RowsRead {

    @ServerResponseFilter
    void read(ContainerResponseContext response, RoutingContext routing) {
        var turn = HeldTurn.of(routing);
        if (turn != null && !(response.getEntity() instanceof StreamedBody)) {
            turn.rowsRead();
        }
    }
}
