package org.dreamlms.books.http;

import io.quarkus.vertx.http.runtime.cors.CORSFilter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dreamlms.books.http.problem.ProblemException;
import org.dreamlms.books.http.problem.ProblemWriter;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Says in our own words that a page of this origin may not call the service: the framework, which
 * comes next and decides about all others, says nothing.
 */
@ApplicationScoped
class CorsRefusal {

    private static final Pattern SCHEME = Pattern.compile("^[^:]*://");
    private static final Pattern PORT = Pattern.compile(":\\d*$");

    private final ProblemWriter problems;
    private final boolean enabled;
    private final Optional<List<String>> origins;
    private final List<Pattern> patterns;

    CorsRefusal(
            ProblemWriter problems,
            @ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false")
                    boolean enabled,
            @ConfigProperty(name = "quarkus.http.cors.origins") Optional<List<String>> origins) {
        this.problems = problems;
        this.enabled = enabled;
        this.origins = origins;
        this.patterns = CORSFilter.parseAllowedOriginsRegex(origins);
    }

    void register(@Observes Filters filters) {
        if (enabled && !CORSFilter.isConfiguredWithWildcard(origins)) {
            filters.register(this::check, RequestOrder.CORS);
        }
    }

    private void check(RoutingContext routing) {
        var origin = routing.request().getHeader(HttpHeaders.ORIGIN);
        if (origin == null || allows(origin) || isSame(origin, routing.request())) {
            routing.next();
        } else {
            problems.send(
                    routing,
                    ProblemException.of(
                            Status.FORBIDDEN, "Pages of this origin may not call the service"));
        }
    }

    private boolean allows(String origin) {
        return origins.orElse(List.of()).contains(origin)
                || CORSFilter.isOriginAllowedByRegex(patterns, origin);
    }

    /** The framework looks closer. */
    private static boolean isSame(String origin, HttpServerRequest request) {
        var host = request.getHeader(HttpHeaders.HOST);
        return host != null
                && SCHEME.matcher(withoutPort(origin))
                        .replaceFirst("")
                        .equalsIgnoreCase(withoutPort(host));
    }

    private static String withoutPort(String authority) {
        return PORT.matcher(authority).replaceFirst("");
    }
}
