package org.dreamlms.books.webhook;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.List;
import org.dreamlms.books.http.problem.Problem;
import org.dreamlms.books.http.problem.Problems;
import org.jboss.logging.Logger;

/**
 * For operators, on the management port: {@code GET /q/dcs-events} shows the queue and what was
 * given up, {@code POST /q/dcs-events/{id}/replay} and {@code POST /q/dcs-events/replay} try it
 * again.
 */
@ApplicationScoped
class EventRoutes {

    private static final Logger LOG = Logger.getLogger(EventRoutes.class);

    private final EventQueue queue;
    private final EventBacklog backlog;
    private final EventWorker worker;
    private final FailedEvents failed;

    EventRoutes(EventQueue queue, EventBacklog backlog, EventWorker worker, FailedEvents failed) {
        this.queue = queue;
        this.backlog = backlog;
        this.worker = worker;
        this.failed = failed;
    }

    /** Answers a request, or fails since the database can't be reached. */
    private interface Answer {
        void to(RoutingContext routing) throws SQLException;
    }

    void add(@Observes ManagementInterface management) {
        var router = management.router();
        router.get("/q/dcs-events").blockingHandler(r -> run(this::show, r), false);
        router.post("/q/dcs-events/replay").blockingHandler(r -> run(this::replayAll, r), false);
        router.postWithRegex("/q/dcs-events/(?<id>[0-9]{1,18})/replay")
                .blockingHandler(r -> run(this::replayOne, r), false);
    }

    private static void run(Answer answer, RoutingContext routing) {
        routing.response().putHeader("Cache-Control", "no-store");
        try {
            answer.to(routing);
        } catch (SQLException e) {
            LOG.warnf(
                    "%s: the database can't be used: %s", routing.request().path(), e.getMessage());
            problem(routing, 503, "The database can't be reached; try again");
        }
    }

    private void show(RoutingContext routing) throws SQLException {
        var count = backlog.count();
        json(
                routing,
                new JsonObject()
                        .put("pending", count.pending())
                        .put("failed", count.failed())
                        .put("oldest_pending_seconds", count.oldestSeconds())
                        .put("failed_events", failed.latest()));
    }

    private void replayOne(RoutingContext routing) throws SQLException {
        var id = Long.parseLong(routing.pathParam("id"));
        if (queue.replay(id) == 0) {
            problem(routing, 404, "No event " + id + " was given up");
        } else {
            replayed(routing, 1);
        }
    }

    private void replayAll(RoutingContext routing) throws SQLException {
        replayed(routing, queue.replay(null));
    }

    private void replayed(RoutingContext routing, int events) {
        worker.wake();
        json(routing, new JsonObject().put("replayed", events));
    }

    private static void json(RoutingContext routing, JsonObject body) {
        routing.response().putHeader("Content-Type", "application/json").end(body.toBuffer());
    }

    private static void problem(RoutingContext routing, int status, String detail) {
        var problem = Problems.of(status, detail, List.of(), routing.request().path());
        var body =
                new JsonObject()
                        .put("type", problem.type())
                        .put("title", problem.title())
                        .put("status", problem.status())
                        .put("detail", problem.detail())
                        .put("instance", problem.instance());
        routing.response()
                .setStatusCode(status)
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(body.toBuffer());
    }
}
