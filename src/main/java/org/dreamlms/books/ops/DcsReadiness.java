package org.dreamlms.books.ops;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.dreamlms.books.dcs.DcsHealth;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * How DCS does, as a detail. It is never a reason to take the service out of rotation: memory goes
 * on answering, and if one replica can't reach DCS, none can.
 */
@Readiness
@ApplicationScoped
class DcsReadiness implements HealthCheck {

    private final DcsHealth dcs;

    DcsReadiness(DcsHealth dcs) {
        this.dcs = dcs;
    }

    @Override
    public HealthCheckResponse call() {
        var last = dcs.last();
        var response =
                HealthCheckResponse.named("DCS")
                        .up()
                        .withData("state", last.degraded() ? "degraded" : "good")
                        .withData("circuit_breaker", dcs.breaker());
        last.lastGood().map(Instant::toString).ifPresent(at -> response.withData("last_good", at));
        last.lastBad().map(Instant::toString).ifPresent(at -> response.withData("last_bad", at));
        last.lastFailure()
                .ifPresent(failure -> response.withData("last_failure", failure.toString()));
        return response.build();
    }
}
