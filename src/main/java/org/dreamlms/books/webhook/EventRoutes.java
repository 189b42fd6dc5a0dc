package org.dreamlms.books.webhook;

import io.agroal.api.AgroalDataSource;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.dreamlms.books.api.Jdbc;
import org.dreamlms.books.api.Problem;
import org.dreamlms.books.api.Problems;
import org.jboss.logging.Logger;

/**
 * For operators, on the management port: {@code GET /q/dcs-events} shows the queue and what was
 * given up, {@code POST /q/dcs-events/{id}/replay} and {@code POST /q/dcs-events/replay} try it
 * again.
 */
@ApplicationScoped
class EventRoutes {

    private static final Logger LOG = Logger.getLogger(EventRoutes.class);
    private static final int SHOWN = 100;

    private final EventQueue queue;
    private final EventWorker worker;
    private final Instance<AgroalDataSource> database;

    EventRoutes(EventQueue queue, EventWorker worker, Instance<AgroalDataSource> database) {
        this.queue = queue;
        this.worker = worker;
        this.database = database;
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
        var backlog = queue.backlog();
        json(
                routing,
                new JsonObject()
                        .put("pending", backlog.pending())
                        .put("failed", backlog.failed())
                        .put("oldest_pending_seconds", backlog.oldestSeconds())
                        .put("failed_events", failed()));
    }

    private JsonArray failed() throws SQLException {
        try (var connection = database.get().getConnection()) {
            return new JsonArray(
                    Jdbc.list(
                            connection,
                            EventRoutes::event,
                            "SELECT id, event_type, book_id, event_time, received_at, attempts,"
                                    + " error FROM dcs_events WHERE status = 'failed' ORDER BY id"
                                    + " DESC LIMIT "
                                    + SHOWN));
        }
    }

    private static JsonObject event(ResultSet row) throws SQLException {
        return new JsonObject()
                .put("id", row.getLong(1))
                .put("event", row.getString(2))
                .put("book_id", row.getObject(3))
                .put("event_time", time(row, 4))
                .put("received_at", time(row, 5))
                .put("attempts", row.getInt(6))
                .put("error", row.getString(7));
    }

    private static String time(ResultSet row, int column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant().toString();
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
