package org.dreamlms.books.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.micrometer.runtime.binder.vertx.HttpRequestMetric;
import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;

/**
 * Keeps the tags of requests in metrics to values that we know. Each value makes a time series of
 * its own, and the method of a request, like its path, is whatever a stranger likes.
 */
@ApplicationScoped
public class RequestTags {

    /** The path of requests without a route, and of those refused before one was found. */
    private static final String NO_ROUTE = "/{refused}";

    /** What a parameter looks like, which is no part of its name. */
    private static final Pattern PATTERN = Pattern.compile(":[^}]*}");

    private static final Set<String> OTHERS =
            Set.of(NO_ROUTE, "NOT_FOUND", "REDIRECTION", "UNKNOWN", "root");

    /** Where the framework's metrics look for the name of the route. */
    private static final String TEMPLATE = "UrlPathTemplate";

    private static final String METER = "http.server.requests";

    private static final String[] METHODS = {
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"
    };

    /** Of requests only: others' meters have tags of these names, too, for other things. */
    @Produces
    @Singleton
    MeterFilter known() {
        var methods = MeterFilter.replaceTagValues("method", invented -> "OTHER", METHODS);
        var routes = MeterFilter.replaceTagValues("uri", RequestTags::route);
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return METER.equals(id.getName()) ? routes.map(methods.map(id)) : id;
            }
        };
    }

    /**
     * A target that can't be decoded, or does not begin with a slash, is refused before anybody can
     * say that it has no route: then it stands here itself.
     */
    private static String route(String path) {
        var name = PATTERN.matcher(path).replaceAll("}");
        return Routes.ALL.contains(name) || OTHERS.contains(name) ? name : NO_ROUTE;
    }

    /** The paths of all routes of REST, with their parameters in braces. */
    static Set<String> routes() {
        return Routes.ALL;
    }

    /** Read when the first request is counted: REST knows its routes by then. */
    private static final class Routes {

        static final Set<String> ALL = all();

        private static Set<String> all() {
            var all = new HashSet<String>();
            var rest = ResteasyReactiveRecorder.getCurrentDeployment();
            RuntimeResourceVisitor.visitRuntimeResources(
                    rest.getPrefix(),
                    rest.getClassMappers(),
                    new RuntimeResourceVisitor() {
                        @Override
                        public void visitRuntimeResource(
                                String method, String template, RuntimeResource resource) {
                            all.add(PATTERN.matcher(template).replaceAll("}"));
                        }
                    });
            return Set.copyOf(all);
        }
    }

    void register(@Observes Filters filters) {
        filters.register(RequestTags::begin, RequestOrder.TAGS);
    }

    /** The name that stays unless a route says its own. */
    private static void begin(RoutingContext routing) {
        var metric = HttpRequestMetric.getRequestMetric(routing);
        if (metric != null) {
            metric.setTemplatePath(NO_ROUTE);
        }
        routing.next();
    }

    /**
     * Says which route answers. Those of REST say so by themselves, in the same place: what the
     * metric itself was told first can't be changed any more.
     *
     * @param path the route's path with its parameters in braces, the same for all its requests
     */
    public static void template(RoutingContext routing, String path) {
        ((HttpServerRequestInternal) routing.request()).context().putLocal(TEMPLATE, path);
    }
}
