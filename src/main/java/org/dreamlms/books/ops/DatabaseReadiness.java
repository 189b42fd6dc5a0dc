package org.dreamlms.books.ops;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.SQLException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * How the database does, as a detail: without it rows answer 503, and books go on. It is looked at
 * in the background, since one that hangs would make the probe hang, and take every replica out.
 * Operators see it as {@code dcs_books_database_up}, too.
 */
@Readiness
@Startup // the gauge is there before the first look
@ApplicationScoped
class DatabaseReadiness implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(DatabaseReadiness.class);
    private static final int SECONDS = 2;
    private static final String DEGRADED = "degraded";

    private final Instance<AgroalDataSource> dataSource;
    private volatile String state = "unknown";

    DatabaseReadiness(Instance<AgroalDataSource> dataSource, MeterRegistry registry) {
        this.dataSource = dataSource;
        Gauge.builder("dcs.books.database.up", this, DatabaseReadiness::up)
                .description("Whether PostgreSQL answered when it was last looked at")
                .register(registry);
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database").up().withData("state", state).build();
    }

    /** Nobody starts without the database: until the first look it counts as there. */
    private double up() {
        return state.equals(DEGRADED) ? 0 : 1;
    }

    /**
     * Asks the database; takes a few seconds at most, in which the answer before this one counts.
     */
    void look() {
        state = reachable() ? "good" : DEGRADED;
    }

    private boolean reachable() {
        try (var connection = dataSource.get().getConnection()) {
            return connection.isValid(SECONDS);
        } catch (SQLException e) {
            LOG.debug("The database can't be reached", e);
            return false;
        }
    }
}
