package org.dreamlms.books.webhook;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.dreamlms.books.http.input.BodyLimit;

/**
 * Refuses what announces that it is larger than an event can be, before anything of it is read:
 * anybody may send here, and only the whole body tells whether it was DCS.
 */
@ApplicationScoped
class EventSize {

    /** How many bytes an event may have. */
    static final int MAX_BYTES = 64 * 1024;

    /** After the public path is taken off. */
    private static final int PRIORITY = 8_000;

    private final BodyLimit limit;
    private final EventMeters meters;

    EventSize(BodyLimit limit, EventMeters meters) {
        this.limit = limit;
        this.meters = meters;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext routing) {
        if (isEvent(routing) && limit.refuses(routing, MAX_BYTES)) {
            meters.event(EventType.OTHER, "refused");
        } else {
            routing.next();
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
