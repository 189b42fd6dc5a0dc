package org.dreamlms.books.webhook;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** Deletes old events once a day; that several replicas do so is harmless. */
@ApplicationScoped
class EventPurge {

    private static final Logger LOG = Logger.getLogger(EventPurge.class);

    private final EventQueue queue;

    EventPurge(EventQueue queue) {
        this.queue = queue;
    }

    @Scheduled(every = "24h", delayed = "1h", identity = "dcs-events-purge")
    void purge() {
        try {
            LOG.debugf("%d old events are deleted", queue.purge());
        } catch (SQLException e) {
            LOG.warnf("Old events could not be deleted: %s", e.getMessage());
        }
    }
}
