package org.dreamlms.books.standin;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Runs the stand-in in dev mode, unless the service is pointed at another DCS; as its successor
 * where the service's storage goes by publisher ids. A live reload restarts it, because its classes
 * may be what has changed; its books and subscriptions go on as JSON, tokens stay good, and changed
 * files fall back to the samples.
 */
@ApplicationScoped
@IfBuildProfile("dev")
class StandInDevMode {

    private static final Logger LOG = Logger.getLogger(StandInDevMode.class);

    /**
     * System properties outlive the class loaders of a reload, and text holds on to none. The name
     * must not look like a setting.
     */
    private static final String STATE = "standin.state";

    private final URI url;
    private final int port;
    private final String hook;
    private final Optional<String> secret;
    private final boolean successor;
    private StandInDcs dcs;

    StandInDevMode(
            @ConfigProperty(name = "dcs-books.dcs.url") String url,
            @ConfigProperty(name = DevSettings.STAND_IN_PORT) int port,
            @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int httpPort,
            @ConfigProperty(name = "dcs-books.webhook.secret") Optional<String> secret,
            @ConfigProperty(name = "dcs-books.storage-key", defaultValue = "publisher-name")
                    String storageKey) {
        this.url = URI.create(url);
        this.port = port;
        this.hook = "http://localhost:" + httpPort + "/webhooks/dream-storage";
        this.secret = secret;
        this.successor = "publisher-id".equals(storageKey);
    }

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        if (!isWanted()) {
            return;
        }
        dcs = listening();
        dcs.realisticTiming(true);
        dcs.storageById(successor);
        var state = System.getProperty(STATE);
        if (state != null) {
            restore(new JsonObject(state));
        }
        secret.filter(known -> !subscribed())
                .ifPresent(known -> dcs.webhooks().subscribe(hook, known));
        LOG.infof("Stand-in for DCS with %d books at %s", dcs.books().size(), dcs.url());
    }

    /** Whether the service is pointed at the stand-in. */
    boolean isWanted() {
        return url.getPort() == port && "localhost".equals(url.getHost());
    }

    /**
     * Also after a start that has failed, of which no observer is told: the next one needs the
     * port.
     */
    @PreDestroy
    void stop() {
        if (dcs != null) {
            System.setProperty(STATE, state().encode());
            dcs.close();
        }
    }

    private StandInDcs listening() {
        try {
            return StandInDcs.start(port);
        } catch (IllegalStateException inUse) {
            throw new IllegalStateException(
                    "The stand-in for DCS can't listen on port %d: set STAND_IN_PORT to a free one"
                            .formatted(port),
                    inUse);
        }
    }

    private boolean subscribed() {
        return dcs.webhooks().subscriptions().stream()
                .anyMatch(subscription -> hook.equals(subscription.getString("url")));
    }

    private JsonObject state() {
        return new JsonObject()
                .put("books", new JsonArray(dcs.books().all()))
                .put("subscriptions", new JsonArray(dcs.webhooks().subscriptions()));
    }

    private void restore(JsonObject state) {
        dcs.books().clear();
        state.getJsonArray("books").forEach(book -> dcs.books().put((JsonObject) book));
        state.getJsonArray("subscriptions")
                .forEach(wanted -> dcs.webhooks().subscribe((JsonObject) wanted));
    }
}
