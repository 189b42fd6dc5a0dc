package org.dreamlms.books.ops;

import io.smallrye.health.AsyncHealthCheckFactory;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import org.dreamlms.books.OwnThreads;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Health checks by a thread of their own: the framework takes a worker for each, and clients can
 * hold all of those. None of them waits for anything.
 */
@Alternative
@Priority(1)
@Singleton
class HealthThread extends AsyncHealthCheckFactory {

    private static final int MAX_WAITING = 1_000;

    private final ExecutorService thread = OwnThreads.named("health", 1, MAX_WAITING);

    @Override
    public Uni<HealthCheckResponse> callSync(HealthCheck check) {
        return super.callSync(check).runSubscriptionOn(thread);
    }
}
