package org.dreamlms.books.dcs;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * The route of DCS that answers with every book at once and takes its time: it has connections of
 * its own, so that books find theirs free.
 */
@RegisterRestClient(configKey = "dcs-list", baseUri = DcsApi.NOWHERE)
@RegisterProvider(DcsStatusFilter.class)
@Produces(MediaType.APPLICATION_JSON)
interface DcsListApi {

    /** Without the slash at the end DCS redirects. Archived books are left out. */
    @GET
    @Path("/books/")
    Multi<byte[]> books(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization);
}
