package org.dreamlms.books.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** Deletes old events; that several replicas do so is harmless. */
@ApplicationScoped
public class EventPurge {

    private static final Logger LOG = Logger.getLogger(EventPurge.class);

    private final EventQueue queue;

    EventPurge(EventQueue queue) {
        this.queue = queue;
    }

    /** Deletes them; never fails. */
    public void purge() {
        try {
            LOG.debugf("%d old events are deleted", queue.purge());
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("Old events could not be deleted: %s", e);
        }
    }
}
