package org.dreamlms.books.caller;

import io.vertx.ext.web.RoutingContext;
import org.dreamlms.books.http.problem.ProblemException;

/** Counts, by their address, the requests of those who can't prove who they are. */
public interface AddressLimit {

    /**
     * Counts a request.
     *
     * @throws ProblemException 429 when its address has sent too many
     */
    void count(RoutingContext routing);

    /** Who sends a request, by the address alone; equal for all requests of one client. */
    Object client(RoutingContext routing);
}
