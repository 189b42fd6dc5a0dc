package org.dreamlms.books.dcs;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpClosedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Hears of failures that come when nobody waits for them any more. Where an answer of DCS is of no
 * use its connection is closed, and the client of DCS reports that as one: it is no news. All
 * others are errors, as the framework has them.
 */
@ApplicationScoped
class DroppedFailures {

    private static final Logger LOG = Logger.getLogger(DroppedFailures.class);

    void register(@Observes StartupEvent start) {
        Infrastructure.setDroppedExceptionHandler(DroppedFailures::hear);
    }

    private static void hear(Throwable failure) {
        if (failure instanceof HttpClosedException) {
            LOG.debug("A connection was closed that nobody needed", failure);
        } else {
            LOG.error("A failure came when nobody waited for it", failure);
        }
    }
}
