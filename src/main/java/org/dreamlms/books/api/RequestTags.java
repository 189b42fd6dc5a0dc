package org.dreamlms.books.api;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.micrometer.runtime.binder.vertx.HttpRequestMetric;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Keeps the tags of requests in metrics to values that we know. Each value makes a time series of
 * its own, and the method of a request, like its path, is whatever a stranger likes.
 */
@ApplicationScoped
class RequestTags {

    /** Before everything that may answer. */
    private static final int PRIORITY = 11_000;

    /** The path of what no route was found for, be it that somebody refused it before that. */
    private static final String NO_ROUTE = "/{refused}";

    private static final String METER = "http.server.requests";

    private static final String[] METHODS = {
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"
    };

    /** Of requests only: others' meters have a tag of this name, too, for another thing. */
    @Produces
    @Singleton
    MeterFilter methods() {
        var known = MeterFilter.replaceTagValues("method", invented -> "OTHER", METHODS);
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return METER.equals(id.getName()) ? known.map(id) : id;
            }
        };
    }

    void register(@Observes Filters filters) {
        filters.register(RequestTags::begin, PRIORITY);
    }

    /** A route of REST that is found later on puts its own template before this one. */
    private static void begin(RoutingContext routing) {
        var metric = HttpRequestMetric.getRequestMetric(routing);
        if (metric != null) {
            metric.setTemplatePath(NO_ROUTE);
        }
        routing.next();
    }
}
