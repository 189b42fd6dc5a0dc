package org.dreamlms.books.ops;

import jakarta.enterprise.context.ApplicationScoped;
import org.dreamlms.books.migration.MigrationStatus;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started means migrated. */
@Startup
@ApplicationScoped
class StartedCheck implements HealthCheck {

    private final MigrationStatus migration;

    StartedCheck(MigrationStatus migration) {
        this.migration = migration;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("migration")
                .status(migration.migrated())
                .withData("version", migration.version().orElse("none"))
                .build();
    }
}
