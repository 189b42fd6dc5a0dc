package org.dreamlms.books.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.dreamlms.books.activity.imports.ChangedByOthers;
import org.jboss.logging.Logger;

/**
 * Who else is told of DCS's events, as of the last look: {@code dcs_other_subscriptions}, and a
 * detail of the health. The LMS's own handler among them deletes and re-creates activities.
 */
@ApplicationScoped
@Startup // the metric is there before the first look
public class OtherSubscriptions {

    private static final Logger LOG = Logger.getLogger(OtherSubscriptions.class);

    private static final int SHOWN = 5;

    private volatile List<String> urls = List.of();
    private volatile boolean suspected;

    OtherSubscriptions(MeterRegistry registry) {
        Gauge.builder("dcs.other.subscriptions", this, others -> others.urls.size())
                .description("Active webhook subscriptions at DCS that are not this service's")
                .register(registry);
    }

    /**
     * What the last look has found.
     *
     * @param found URLs without their queries
     */
    public void found(List<String> found) {
        urls = List.copyOf(found);
    }

    /** Whether something has happened since the last call that asks for a look at once. */
    public boolean takeSuspicion() {
        var taken = suspected;
        suspected = false;
        return taken;
    }

    /** An event came with another's signature, or twice. */
    void suspect() {
        suspected = true;
    }

    /** Others who write activities may be told of events, too. */
    void activitiesChanged(@Observes ChangedByOthers change) {
        LOG.infof(
                "Activities of book %d were written by others since their last import",
                change.bookId());
        suspect();
    }

    /** All of them, without their queries. */
    List<String> urls() {
        return urls;
    }

    /** Some of them, for people; empty when there are none. */
    String text() {
        var shown = String.join(", ", urls.subList(0, Math.min(SHOWN, urls.size())));
        return urls.size() > SHOWN ? shown + " and " + (urls.size() - SHOWN) + " more" : shown;
    }
}
