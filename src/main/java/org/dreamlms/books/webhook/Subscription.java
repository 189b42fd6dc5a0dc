package org.dreamlms.books.webhook;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dreamlms.books.Settings;
import org.dreamlms.books.db.DirectDatabase;
import org.dreamlms.books.db.SessionLock;
import org.dreamlms.books.dcs.DcsClient;
import org.jboss.logging.Logger;

/**
 * Subscribes to the events of DCS by itself, where a public URL is set: at the start and once a
 * day, on one replica at a time. DCS allows duplicates and never shows secrets, so those with our
 * URL are looked for, and get the secret of today each time. A failure is no reason not to serve
 * books; it is tried again every ten minutes, and so is what was left to another replica.
 */
@ApplicationScoped
public class Subscription {

    private static final Logger LOG = Logger.getLogger(Subscription.class);

    /** "dcs-subs": any number, the same in all replicas. */
    private static final long LOCK = 0x6463732d73756273L;

    private static final Duration RENEWED = Duration.ofDays(1);

    private final DcsClient dcs;
    private final DirectDatabase database;
    private final Clock clock;
    private final Optional<String> url;
    private final Optional<String> secret;
    private volatile Instant renewAt = Instant.MIN;
    private volatile String failure;
    private volatile boolean subscribed;
    private volatile boolean stopped;

    Subscription(DcsClient dcs, DirectDatabase database, Clock clock, Settings settings) {
        this.clock = clock;
        this.dcs = dcs;
        this.database = database;
        this.url = settings.webhook().publicUrl();
        this.secret = settings.webhook().secret();
    }

    void start(@Observes StartupEvent event) {
        if (wanted()) {
            Infrastructure.getDefaultWorkerPool().execute(this::renew);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    /** Renews the subscription when it is time to; never fails. */
    public void look() {
        if (wanted() && !clock.instant().isBefore(renewAt)) {
            renew();
        }
    }

    /** Whether the service is to subscribe by itself. */
    boolean wanted() {
        return url.isPresent() && secret.isPresent();
    }

    /** Whether DCS has our subscription, as far as this replica knows. */
    boolean subscribed() {
        return subscribed;
    }

    /** Why the last attempt of this replica failed; empty when it did not. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Subscribes, or leaves it to another replica; never fails. */
    void renew() {
        try {
            // Whether the other replica succeeds is not known here.
            renewAt = renewAlone() ? clock.instant().plus(RENEWED) : Instant.MIN;
            failure = null;
        } catch (SQLException | RuntimeException e) {
            renewAt = Instant.MIN;
            failure = e.getMessage() == null ? e.toString() : e.getMessage();
            if (!stopped) {
                LOG.warnf("The subscription to DCS's events could not be renewed: %s", failure);
            }
        }
    }

    /** Whether it was up to this replica. The lock ends with the connection. */
    private boolean renewAlone() throws SQLException {
        try (var connection = database.open("dcs-books subscription")) {
            var alone = SessionLock.take(connection, LOCK).isPresent();
            if (alone) {
                subscribe(url.orElseThrow(), secret.orElseThrow());
            } else {
                LOG.debug("Another replica renews the subscription");
            }
            return alone;
        }
    }

    private void subscribe(String ours, String key) {
        var there =
                dcs.webhooks().await().indefinitely().stream()
                        .filter(webhook -> ours.equals(webhook.url()))
                        .toList();
        if (there.isEmpty()) {
            dcs.subscribe(ours, key).await().indefinitely();
            LOG.info("Subscribed to DCS's events");
        } else {
            // Events of each of them come here, and with another secret they would be refused.
            for (var webhook : there) {
                dcs.resubscribe(webhook.id(), ours, key).await().indefinitely();
            }
            LOG.debug("The subscription to DCS's events is renewed");
        }
        subscribed = true;
    }
}
