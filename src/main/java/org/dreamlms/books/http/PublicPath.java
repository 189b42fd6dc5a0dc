package org.dreamlms.books.http;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.dreamlms.books.Settings;

/** Answers every route under {@code dcs-books.public-path} too, beside the bare one. */
@ApplicationScoped
public class PublicPath {

    private static final String KEY = PublicPath.class.getName();

    /** The prefix under which the request came, empty when it came to the bare route. */
    public static String of(RoutingContext routing) {
        String prefix = routing.get(KEY);
        return prefix == null ? "" : prefix;
    }

    /** The path as the client asked for it, prefix included. */
    public static String asked(HttpServerRequest request) {
        var current = Arc.container().instance(CurrentVertxRequest.class).get();
        var routing = current == null ? null : current.getCurrent();
        return (routing == null ? "" : of(routing)) + request.path();
    }

    void register(@Observes Filters filters, Settings settings) {
        var prefix = settings.publicPath().orElse("");
        if (prefix.isEmpty()) {
            return;
        }
        filters.register(
                routing -> {
                    var path = routing.request().path();
                    if (path != null && routing.get(KEY) == null && path.startsWith(prefix + "/")) {
                        var query = routing.request().query();
                        routing.put(KEY, prefix);
                        routing.reroute(
                                path.substring(prefix.length())
                                        + (query == null ? "" : "?" + query));
                    } else {
                        routing.next();
                    }
                },
                RequestOrder.PUBLIC_PATH);
    }
}
