package org.dreamlms.books.dcs;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.dreamlms.books.dcs.file.DcsFiles;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The routes of DCS's storage that answer in JSON; files themselves are {@link DcsFiles}'s. */
@RegisterRestClient(configKey = "dcs")
interface DcsStorageApi {

    /** Everything below a folder; a folder that does not exist is empty. */
    @GET
    @Path("/storage/books/{publisher}/{book}")
    Uni<DcsNode> tree(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @PathParam("publisher") String publisher,
            @PathParam("book") String book);

    @GET
    @Path("/storage/books/{publisher}/{book}/presigned")
    Uni<Presigned> presigned(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @PathParam("publisher") String publisher,
            @PathParam("book") String book,
            @QueryParam("path") String path,
            @QueryParam("expires") int expires);

    @ClientExceptionMapper
    static RuntimeException toException(Response response) {
        return new DcsStatusException(response.getStatus());
    }

    @RegisterForReflection
    record Presigned(String url, @JsonProperty("expires_in") int expiresIn) {

        @Override
        public String toString() {
            return "Presigned[]";
        }
    }
}
