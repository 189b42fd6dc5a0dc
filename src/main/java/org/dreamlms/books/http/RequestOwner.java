package org.dreamlms.books.http;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * On whose account a request holds memory, workers and connections. Those of whom nothing is known
 * share one account.
 */
public final class RequestOwner {

    private static final String KEY = RequestOwner.class.getName();
    private static final Object UNKNOWN = "unknown";

    private RequestOwner() {}

    /**
     * Says it.
     *
     * @param owner the same object, or an equal one, for all requests of the same caller
     */
    public static void set(RoutingContext routing, Object owner) {
        routing.put(KEY, owner);
    }

    /** Whose the request is that is being worked on here; null when it is none, or not known. */
    public static Object current() {
        var container = Arc.container();
        if (container == null || !container.requestContext().isActive()) {
            return null;
        }
        var routing = container.instance(CurrentVertxRequest.class).get().getCurrent();
        return routing == null ? null : routing.get(KEY);
    }

    /** Whose it is; never null. */
    public static Object of(RoutingContext routing) {
        var owner = routing.get(KEY);
        return owner == null ? UNKNOWN : owner;
    }
}
