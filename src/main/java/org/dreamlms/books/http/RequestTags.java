package org.dreamlms.books.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.micrometer.runtime.binder.vertx.HttpRequestMetric;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps the tags of requests in metrics to values that we know. Each value makes a time series of
 * its own, and the method of a request, like its path, is whatever a stranger likes.
 */
@ApplicationScoped
public class RequestTags {

    /** Before everything that may answer. */
    private static final int PRIORITY = 11_000;

    /** The path of what no route was found for, be it that somebody refused it before that. */
    private static final String NO_ROUTE = "/{refused}";

    /** What a parameter looks like, which is no part of its name. */
    private static final Pattern PATTERN = Pattern.compile(":[^}]*}");

    private static final Set<String> OF_THE_FRAMEWORK =
            Set.of("NOT_FOUND", "REDIRECTION", "UNKNOWN", "root");

    /** All routes of ours, those of REST included. */
    static final Set<String> ROUTES =
            Set.of(
                    NO_ROUTE,
                    "/activities",
                    "/activities/{id}",
                    "/assignments",
                    "/assignments/activities/{id}/preview",
                    "/assignments/bulk",
                    "/assignments/{id}",
                    "/assignments/{id}/for-edit",
                    "/assignments/{id}/preview",
                    "/book-assignments",
                    "/book-assignments/book/{book_id}",
                    "/book-assignments/bulk",
                    "/book-assignments/{id}",
                    "/books",
                    "/books/batch",
                    "/books/sync",
                    "/books/{id}",
                    "/books/{id}/activities",
                    "/books/{id}/assets/presigned",
                    "/books/{id}/assets/{path}",
                    "/books/{id}/config",
                    "/books/{id}/cover",
                    "/books/{id}/import-activities",
                    "/books/{id}/links",
                    "/books/{id}/media/{path}",
                    "/books/{id}/page-image/{n}",
                    "/books/{id}/pages",
                    "/books/{id}/pages/detail",
                    "/books/{id}/pages/{n}/activities",
                    "/books/{id}/structure",
                    "/books/{id}/videos",
                    "/legacy-book-links/{uuid}",
                    "/publishers/{id}",
                    "/publishers/{id}/logo",
                    "/teachers/{id}/books",
                    "/webhooks/dream-storage");

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
        return ROUTES.contains(name) || OF_THE_FRAMEWORK.contains(name) ? name : NO_ROUTE;
    }

    void register(@Observes Filters filters) {
        filters.register(RequestTags::begin, PRIORITY);
    }

    private static void begin(RoutingContext routing) {
        template(routing, NO_ROUTE);
        routing.next();
    }

    /**
     * Says which route answers. Those of REST say so by themselves.
     *
     * @param path the route's path with its parameters in braces, the same for all its requests
     */
    public static void template(RoutingContext routing, String path) {
        var metric = HttpRequestMetric.getRequestMetric(routing);
        if (metric != null) {
            metric.setTemplatePath(path);
        }
    }
}
