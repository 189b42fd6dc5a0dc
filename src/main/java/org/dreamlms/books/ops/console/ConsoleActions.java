package org.dreamlms.books.ops.console;

import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.core.Response.Status;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.dreamlms.books.OwnThreads;
import org.dreamlms.books.http.problem.ProblemException;
import org.dreamlms.books.ops.ReferenceAudit;
import org.dreamlms.books.replica.Announcer;
import org.dreamlms.books.replica.Invalidation;
import org.dreamlms.books.webhook.EventOverview;
import org.jboss.logging.Logger;

/** What the console's buttons do. Blocks: for worker threads only. */
@ApplicationScoped
class ConsoleActions {

    private static final Logger LOG = Logger.getLogger(ConsoleActions.class);

    private final Announcer announcer;
    private final Event<Invalidation> here;
    private final EventOverview events;
    private final ReferenceAudit audit;
    private final ExecutorService audits = OwnThreads.named("console-audit", 1, 1);

    ConsoleActions(
            Announcer announcer,
            Event<Invalidation> here,
            EventOverview events,
            ReferenceAudit audit) {
        this.announcer = announcer;
        this.here = here;
        this.events = events;
        this.audit = audit;
    }

    /**
     * Has all replicas take for old what they have in memory of this; without the database, this
     * replica alone.
     */
    JsonObject refresh(Invalidation what) {
        try {
            announcer.announce(what);
            return new JsonObject().put("told", "all replicas");
        } catch (RuntimeException e) {
            LOG.warnf("The other replicas could not be told: %s", e.getMessage());
            here.fire(what);
            return new JsonObject().put("told", "this replica");
        }
    }

    /**
     * Puts an event that was given up into the queue again.
     *
     * @throws ProblemException 404 when there is none
     */
    JsonObject replay(long id) throws SQLException {
        if (!events.replay(id)) {
            throw ProblemException.of(Status.NOT_FOUND, "No event " + id + " was given up");
        }
        return new JsonObject().put("replayed", 1);
    }

    /**
     * Begins to look for rows whose book DCS does not know, which may take minutes.
     *
     * @throws ProblemException 409 when this replica is at it
     */
    JsonObject audit() {
        if (audit.underWay()) {
            throw ProblemException.of(Status.CONFLICT, "An audit is under way");
        }
        try {
            audits.execute(this::lookForMissing);
        } catch (RejectedExecutionException e) {
            throw ProblemException.of(Status.CONFLICT, "An audit is under way");
        }
        return new JsonObject().put("audit", "begun");
    }

    private void lookForMissing() {
        try {
            if (audit.run().isEmpty()) {
                LOG.info("Another replica looks for missing books");
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("The search for missing books failed: %s", e.getMessage());
        }
    }
}
