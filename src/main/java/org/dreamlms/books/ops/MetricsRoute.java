package org.dreamlms.books.ops;

import io.quarkus.micrometer.runtime.export.handlers.PrometheusHandler;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.dreamlms.books.OwnThreads;

/**
 * Metrics by a thread of their own: the framework's route takes a worker, and clients can hold all
 * of those. For health checks see {@link HealthThread}.
 */
@ApplicationScoped
class MetricsRoute {

    /** Before the framework's. */
    private static final int ORDER = -1;

    private static final int MAX_WAITING = 10;

    private final PrometheusHandler metrics = new PrometheusHandler(false, Optional.empty());
    private final ExecutorService thread = OwnThreads.named("metrics", 1, MAX_WAITING);

    void add(@Observes ManagementInterface management) {
        management.router().get("/q/metrics").order(ORDER).handler(this::answer);
    }

    private void answer(RoutingContext routing) {
        try {
            thread.execute(() -> metrics.handle(routing));
        } catch (RejectedExecutionException e) {
            routing.response().setStatusCode(503).end();
        }
    }
}
