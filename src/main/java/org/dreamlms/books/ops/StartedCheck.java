package org.dreamlms.books.ops;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.dreamlms.books.migration.MigrationStatus;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started means migrated. */
@Startup
@ApplicationScoped
class StartedCheck implements AsyncHealthCheck {

    private final MigrationStatus migration;

    StartedCheck(MigrationStatus migration) {
        this.migration = migration;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(this::now);
    }

    private HealthCheckResponse now() {
        return HealthCheckResponse.named("migration")
                .status(migration.migrated())
                .withData("version", migration.version().orElse("none"))
                .build();
    }
}
