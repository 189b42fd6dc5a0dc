package org.dreamlms.books.ops.console;

import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.dreamlms.books.Bounds;
import org.dreamlms.books.access.RememberedCallers;
import org.dreamlms.books.migration.MigrationStatus;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** PostgreSQL: connections in use and waited for, and what the migration did. */
@ApplicationScoped
class DatabasePanel implements Panel {

    static final String UP = "dcs.books.database.up";

    private static final String ACTIVE = "agroal.active.count";

    private final MigrationStatus migration;
    private final RememberedCallers callers;
    private final Meters meters;
    private final int connections;

    DatabasePanel(
            MigrationStatus migration,
            RememberedCallers callers,
            Meters meters,
            @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int connections) {
        this.migration = migration;
        this.callers = callers;
        this.meters = meters;
        this.connections = connections;
    }

    void bounds(@Observes Bounds bounds) {
        bounds.count("database-connections", connections, () -> (long) meters.gauge(ACTIVE));
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public JsonObject json() {
        return new JsonObject()
                .put("up", meters.gauge(UP) > 0)
                .put("active", (long) meters.gauge(ACTIVE))
                .put("idle", (long) meters.gauge("agroal.available.count"))
                .put("waiting", (long) meters.gauge("agroal.awaiting.count"))
                .put("connections", connections)
                .put("callers_remembered", callers.number())
                .put("migration", migration());
    }

    /** Its report has all books one by one, which are too many for here: see /q/migration. */
    private JsonObject migration() {
        var json = migration.toJson();
        var report = json.getJsonObject("report");
        if (report != null) {
            var books = report.getJsonArray("books");
            report.remove("books");
            report.put("books", books == null ? null : books.size());
        }
        return json;
    }
}
