package org.dreamlms.books.api;

import io.vertx.ext.web.RoutingContext;

/** Counts, by their address, the requests of those who can't prove who they are. */
public interface Strangers {

    /**
     * Counts a request.
     *
     * @throws ProblemException 429 when its address has sent too many
     */
    void count(RoutingContext routing);
}
