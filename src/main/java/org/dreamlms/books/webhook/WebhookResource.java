package org.dreamlms.books.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import org.dreamlms.books.caller.AddressLimit;
import org.dreamlms.books.http.input.RequestBodies;
import org.dreamlms.books.http.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where DCS sends its events. */
@Path(WebhookResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Blocking
@Tag(name = "Webhooks")
public class WebhookResource {

    static final String PATH = "/webhooks/dream-storage";

    private final Signatures signatures;
    private final EventInbox inbox;
    private final EventMeters meters;
    private final ObjectMapper mapper;
    private final AddressLimit strangers;
    private final OtherSubscriptions others;
    private final RequestBodies bodies;

    WebhookResource(
            Signatures signatures,
            EventInbox inbox,
            EventMeters meters,
            ObjectMapper mapper,
            AddressLimit strangers,
            OtherSubscriptions others,
            RequestBodies bodies) {
        this.signatures = signatures;
        this.inbox = inbox;
        this.meters = meters;
        this.mapper = mapper;
        this.strangers = strangers;
        this.others = others;
        this.bodies = bodies;
    }

    /**
     * What has become of an event so far.
     *
     * @param status accepted, duplicate or ignored
     * @param eventId its number here, null for a duplicate
     */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "EventReceipt")
    public record Receipt(
            @Schema(required = true, examples = "accepted") String status, Long eventId) {}

    /** Takes an event in. */
    @POST
    @Operation(
            operationId = "receiveEvent",
            summary = "An event of DCS",
            description =
                    "For DCS alone: signed with the secret that both know. It is answered once the"
                            + " event is stored; what follows from it is done after that. Events"
                            + " that mean nothing here are accepted and ignored.")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON))
    @APIResponse(
            responseCode = "200",
            description = "Known already, or of no meaning here",
            content = @Content(schema = @Schema(implementation = Receipt.class)))
    @APIResponse(
            responseCode = "202",
            description = "Stored; all replicas are told",
            content = @Content(schema = @Schema(implementation = Receipt.class)))
    @APIResponse(
            responseCode = "401",
            description = "The signature is missing or not that of the body")
    @APIResponse(responseCode = "413", description = "The body is larger than 64 KB")
    @APIResponse(responseCode = "415", description = "The body is not JSON")
    public Response receive(
            byte[] body,
            @HeaderParam(Signatures.HEADER) String signature,
            @Context RoutingContext routing)
            throws SQLException {
        DcsEvent event;
        try {
            event = checked(body, signature, routing);
        } catch (ProblemException e) {
            meters.event(EventType.OTHER, "refused");
            others.suspect();
            throw e;
        }
        var id = inbox.add(event, Signatures.hash(body));
        if (id.isEmpty()) {
            meters.event(event.type(), "duplicate");
            others.suspect();
            return Response.ok(new Receipt("duplicate", null)).build();
        }
        if (event.type() == EventType.OTHER) {
            meters.event(event.type(), "ignored");
            return Response.ok(new Receipt("ignored", id.get())).build();
        }
        meters.event(event.type(), "received");
        return Response.accepted(new Receipt("accepted", id.get())).build();
    }

    /** Of a body nothing is read before it is known to be from DCS; {@link EventDoor} was first. */
    private DcsEvent checked(byte[] body, String signature, RoutingContext routing) {
        if (!signatures.good(body, signature)) {
            // Guessing has no more tries than with tokens.
            strangers.count(routing);
            throw Signatures.refusal();
        }
        bodies.known(routing);
        return DcsEvent.read(body, mapper);
    }
}
