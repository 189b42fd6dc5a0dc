package org.dreamlms.books.dcs;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * What becomes of a failure for which nobody waits any more. An answer of DCS that is too large,
 * too late or no longer wanted ends with its connection ({@link DcsJson}), and the REST client
 * reports that end as a failure to whoever has just cancelled. The framework would log each as an
 * error.
 */
@Singleton
final class LateFailures {

    private static final Logger LOG = Logger.getLogger(LateFailures.class);

    void start(@Observes StartupEvent event) {
        Infrastructure.setDroppedExceptionHandler(LateFailures::drop);
    }

    /** Calls that are under way then end with the clients that make them. */
    void stop(@Observes ShutdownEvent event) {
        Infrastructure.setDroppedExceptionHandler(
                failure -> LOG.debug("A call has ended with the service", failure));
    }

    static void drop(Throwable failure) {
        if (isEndOfConnection(failure)) {
            LOG.debug("A connection that nobody waits for has ended", failure);
        } else {
            LOG.error("A failure for which nobody waits any more", failure);
        }
    }

    /** The client wraps what comes before the answer. */
    private static boolean isEndOfConnection(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpClosedException || cause instanceof StreamResetException) {
                return true;
            }
        }
        return false;
    }
}
