package org.dreamlms.books.dcs;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * The routes of DCS that answer in JSON in moments. An answer comes in the pieces in which it
 * arrives: {@link DcsJson} reads them through a bound, which the client itself does not have
 * (quarkus#56462). Redirects are not followed.
 */
@RegisterRestClient(configKey = "dcs", baseUri = DcsApi.NOWHERE)
@RegisterProvider(DcsStatusFilter.class)
@Produces(MediaType.APPLICATION_JSON)
interface DcsApi {

    /** The address where none is set, which only a rehearsal gets by with. */
    String NOWHERE = "http://dcs.invalid";

    @GET
    @Path("/books/{id}")
    Multi<byte[]> book(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") int id);

    /** DCS leaves out ids that it does not have, and archived books; it takes 100 ids at most. */
    @POST
    @Path("/books/batch")
    Multi<byte[]> batch(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, DcsClient.Ids ids);

    @GET
    @Path("/publishers/{id}")
    Multi<byte[]> publisher(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") int id);

    @GET
    @Path("/webhooks/")
    Multi<byte[]> webhooks(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization);

    @POST
    @Path("/webhooks/")
    Multi<byte[]> subscribe(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            DcsClient.WantedWebhook subscription);

    @PUT
    @Path("/webhooks/{id}")
    Multi<byte[]> resubscribe(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @PathParam("id") int id,
            DcsClient.WantedWebhook subscription);

    @POST
    @Path("/auth/login")
    Multi<byte[]> login(DcsSession.Credentials credentials);

    /** Everything below a folder; a folder that does not exist is empty. */
    @GET
    @Path("/storage/books/{publisher}/{book}")
    Multi<byte[]> tree(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @PathParam("publisher") String publisher,
            @PathParam("book") String book);

    @GET
    @Path("/storage/books/{publisher}/{book}/presigned")
    Multi<byte[]> presigned(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @PathParam("publisher") String publisher,
            @PathParam("book") String book,
            @QueryParam("path") String path,
            @QueryParam("expires") int expires);
}
