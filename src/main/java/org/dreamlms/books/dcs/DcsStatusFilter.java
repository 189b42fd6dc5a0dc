package org.dreamlms.books.dcs;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import jakarta.ws.rs.client.ClientResponseContext;
import org.jboss.resteasy.reactive.client.impl.RestClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientResponseFilter;

/**
 * Fails calls whose answer is not 2xx with {@link DcsStatusException}: where an answer comes in
 * pieces, the client itself takes each status for a success. The body is read up to a bound of
 * bytes and of time and thrown away, so that the connection can be used again. It runs on the event
 * loop of the answer: a connection that breaks while a filter is on its way to a worker and back is
 * never heard of.
 */
class DcsStatusFilter implements ResteasyReactiveClientResponseFilter {

    /** How long the rest of such an answer may take; then its connection is closed. */
    private static final long MAX_MILLIS = 5_000;

    @Override
    public void filter(
            ResteasyReactiveClientRequestContext request, ClientResponseContext response) {
        // 0: there is no answer, and the failure is on its way already.
        if (response.getStatus() != 0 && response.getStatus() / 100 != 2) {
            discard(request.unwrap(RestClientRequestContext.class).getVertxClientResponse());
            throw new DcsStatusException(response.getStatus());
        }
    }

    private static void discard(HttpClientResponse answer) {
        var vertx = Vertx.currentContext().owner();
        var connection = answer.request().connection();
        var end = vertx.setTimer(MAX_MILLIS, late -> connection.close());
        try {
            var read = new int[1];
            answer.exceptionHandler(ignored -> vertx.cancelTimer(end))
                    .endHandler(ended -> vertx.cancelTimer(end))
                    .handler(
                            bytes -> {
                                read[0] += bytes.length();
                                if (read[0] > DcsRequest.MAX_VALUE) {
                                    connection.close();
                                }
                            })
                    .resume();
        } catch (IllegalStateException ignored) {
            // It has ended already: there is nothing left to read.
            vertx.cancelTimer(end);
        }
    }
}
