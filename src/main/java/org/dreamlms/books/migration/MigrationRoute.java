package org.dreamlms.books.migration;

import io.quarkus.vertx.http.ManagementInterface;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** {@code GET /q/migration} on the management port: the report, for operators only. */
@ApplicationScoped
class MigrationRoute {

    private final MigrationStatus status;

    MigrationRoute(MigrationStatus status) {
        this.status = status;
    }

    void add(@Observes ManagementInterface management) {
        management
                .router()
                .get("/q/migration")
                .handler(
                        context ->
                                context.response()
                                        .putHeader("Content-Type", "application/json")
                                        .putHeader("Cache-Control", "no-store")
                                        .end(status.toJson().toBuffer()));
    }
}
