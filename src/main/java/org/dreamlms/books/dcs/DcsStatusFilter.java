package org.dreamlms.books.dcs;

import io.vertx.core.http.HttpClientResponse;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import org.jboss.resteasy.reactive.client.impl.ClientRequestContextImpl;

/**
 * Fails calls whose answer is not 2xx with {@link DcsStatusException}: where an answer comes in
 * pieces, the client itself takes each status for a success. The body is read up to a bound and
 * thrown away, so that the connection can be used again.
 */
class DcsStatusFilter implements ClientResponseFilter {

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        // 0: there is no answer, and the failure is on its way already.
        if (response.getStatus() != 0 && response.getStatus() / 100 != 2) {
            var context = (ClientRequestContextImpl) request;
            var answer = context.getRestClientRequestContext().getVertxClientResponse();
            // Filters run on a worker, but the answer belongs to its event loop.
            context.getContext().runOnContext(ignored -> discard(answer));
            throw new DcsStatusException(response.getStatus());
        }
    }

    private static void discard(HttpClientResponse answer) {
        try {
            var read = new int[1];
            answer.exceptionHandler(ignored -> {})
                    .handler(
                            bytes -> {
                                read[0] += bytes.length();
                                if (read[0] > DcsRequest.MAX_VALUE) {
                                    answer.request().connection().close();
                                }
                            })
                    .resume();
        } catch (IllegalStateException ignored) {
            // It has ended already: there is nothing left to read.
        }
    }
}
