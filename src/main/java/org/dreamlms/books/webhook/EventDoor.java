package org.dreamlms.books.webhook;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;
import org.dreamlms.books.caller.AddressLimit;
import org.dreamlms.books.http.RequestOrder;
import org.dreamlms.books.http.RequestOwner;
import org.dreamlms.books.http.RequestTags;
import org.dreamlms.books.http.input.BodyLimit;
import org.dreamlms.books.http.input.RequestBodies;
import org.dreamlms.books.http.problem.ProblemException;
import org.dreamlms.books.http.problem.ProblemWriter;

/**
 * Refuses what can't be an event, before anything of its body is read: anybody may send here, and
 * only the whole body tells whether it was DCS.
 */
@ApplicationScoped
class EventDoor {

    /** How many bytes an event may have. */
    static final int MAX_BYTES = 64 * 1024;

    /** Who may be DCS, by the address alone: on its account its events are. */
    private record Sender(Object address) {}

    private static final String JSON = "application/json";

    private final BodyLimit limit;
    private final RequestBodies bodies;
    private final Signatures signatures;
    private final AddressLimit addresses;
    private final ProblemWriter problems;
    private final EventMeters meters;

    EventDoor(
            BodyLimit limit,
            RequestBodies bodies,
            Signatures signatures,
            AddressLimit addresses,
            ProblemWriter problems,
            EventMeters meters) {
        this.limit = limit;
        this.bodies = bodies;
        this.signatures = signatures;
        this.addresses = addresses;
        this.problems = problems;
        this.meters = meters;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, RequestOrder.EVENT);
    }

    private void check(RoutingContext routing) {
        if (!isEvent(routing)) {
            routing.next();
            return;
        }
        // What is refused here counts as this route's, too: alerts look at it.
        RequestTags.template(routing, WebhookResource.PATH);
        try {
            if (limit.refuses(routing, MAX_BYTES)) {
                meters.event(EventType.OTHER, "refused");
                return;
            }
            checkHead(routing);
            var sender = new Sender(addresses.client(routing));
            RequestOwner.set(routing, sender);
            bodies.ofStranger(routing, sender);
        } catch (ProblemException e) {
            meters.event(EventType.OTHER, "refused");
            problems.send(routing, e);
            return;
        }
        routing.next();
    }

    private void checkHead(RoutingContext routing) {
        if (!signatures.configured()) {
            throw ProblemException.of(
                    Status.SERVICE_UNAVAILABLE, "Events are not accepted here: no secret is set");
        }
        var type = routing.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && !type.split(";", 2)[0].strip().equalsIgnoreCase(JSON)) {
            throw ProblemException.of(
                    Status.UNSUPPORTED_MEDIA_TYPE,
                    "The body must be JSON, with Content-Type: application/json");
        }
        if (!Signatures.wellFormed(routing.request().getHeader(Signatures.HEADER))) {
            // Guessing has no more tries than with tokens.
            addresses.count(routing);
            throw Signatures.refusal();
        }
    }

    private static boolean isEvent(RoutingContext routing) {
        // Most requests are no POST, and their paths need not be looked at.
        if (routing.request().method() != HttpMethod.POST) {
            return false;
        }
        var path = routing.normalizedPath();
        return path != null
                && (path.equals(WebhookResource.PATH) || path.equals(WebhookResource.PATH + "/"));
    }
}
