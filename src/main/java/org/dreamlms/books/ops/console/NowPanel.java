package org.dreamlms.books.ops.console;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.dreamlms.books.Settings;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How this replica does, what it is and how it is set up. */
@ApplicationScoped
class NowPanel implements Panel {

    private final Condition condition;
    private final ChangedSettings settings;
    private final Settings.Console console;
    private final Clock clock;
    private final String version;
    private final Optional<String> host;
    private volatile Instant upSince;
    private volatile String replica;

    NowPanel(
            Condition condition,
            ChangedSettings changed,
            Settings settings,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "HOSTNAME") Optional<String> host) {
        this.condition = condition;
        this.settings = changed;
        this.console = settings.console();
        this.clock = clock;
        this.version = version;
        this.host = host;
    }

    void start(@Observes StartupEvent event) {
        upSince = clock.instant();
    }

    @Override
    public String name() {
        return "now";
    }

    @Override
    public JsonObject json() {
        var json = new JsonObject();
        condition.addTo(json);
        return json.put("version", version)
                .put("up_since", upSince == null ? null : upSince.toString())
                .put("replica", replica())
                .put("mode", console.mode().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("settings", settings.json());
    }

    /** Looked up once: that may take its time. */
    private String replica() {
        if (replica == null) {
            replica = host.orElseGet(NowPanel::ownName);
        }
        return replica;
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
