package org.dreamlms.books.dcs;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The routes of DCS that answer in moments. */
@RegisterRestClient(configKey = "dcs")
interface DcsBooksApi {

    @GET
    @Path("/books/{id}")
    Uni<DcsBook> book(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") int id);

    /** DCS leaves out ids that it does not have, and archived books; it takes 100 ids at most. */
    @POST
    @Path("/books/batch")
    Uni<List<DcsBook>> batch(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, Ids ids);

    @GET
    @Path("/publishers/{id}")
    Uni<DcsPublisher> publisher(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") int id);

    /** Takes no API key. */
    @GET
    @Path("/webhooks/")
    Uni<List<DcsWebhook>> webhooks(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization);

    @POST
    @Path("/webhooks/")
    Uni<DcsWebhook> subscribe(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            WantedWebhook subscription);

    @PUT
    @Path("/webhooks/{id}")
    Uni<DcsWebhook> resubscribe(
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @PathParam("id") int id,
            WantedWebhook subscription);

    @POST
    @Path("/auth/login")
    Uni<Login> login(Credentials credentials);

    @ClientExceptionMapper
    static RuntimeException toException(Response response) {
        return new DcsStatusException(response.getStatus());
    }

    @RegisterForReflection
    record Ids(Set<Integer> ids) {}

    /** A subscription as we want it; the types are names with commas between them. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    record WantedWebhook(
            String url, String secret, String description, boolean isActive, String eventTypes) {

        @Override
        public String toString() {
            return "WantedWebhook[url=" + url + "]";
        }
    }

    @RegisterForReflection
    record Credentials(String email, String password) {

        @Override
        public String toString() {
            return "Credentials[email=" + email + "]";
        }
    }

    @RegisterForReflection
    record Login(
            @com.fasterxml.jackson.annotation.JsonProperty("access_token") String accessToken) {

        @Override
        public String toString() {
            return "Login[]";
        }
    }
}
