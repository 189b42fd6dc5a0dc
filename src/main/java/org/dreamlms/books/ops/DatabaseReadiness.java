package org.dreamlms.books.ops;

import io.agroal.api.AgroalDataSource;
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
 */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(DatabaseReadiness.class);
    private static final int SECONDS = 2;

    private final Instance<AgroalDataSource> dataSource;
    private volatile String state = "unknown";

    DatabaseReadiness(Instance<AgroalDataSource> dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database").up().withData("state", state).build();
    }

    /**
     * Asks the database; takes a few seconds at most, in which the answer before this one counts.
     */
    void look() {
        state = reachable() ? "good" : "degraded";
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
