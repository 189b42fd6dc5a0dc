package org.dreamlms.books.dcs;

import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * The route of DCS that answers with every book at once and may take its time: it has a longer read
 * timeout.
 */
@RegisterRestClient(configKey = "dcs-list")
interface DcsListApi {

    /**
     * Without the trailing slash DCS redirects. Archived books are left out; the order is
     * arbitrary.
     */
    @GET
    @Path("/books/")
    Uni<List<DcsBook>> books(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization);

    @ClientExceptionMapper
    static RuntimeException toException(Response response) {
        return new DcsStatusException(response.getStatus());
    }
}
