package org.dreamlms.books.ops;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.dreamlms.books.Settings;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Says at start, in one line and without secrets, what is configured. */
@ApplicationScoped
class StartReport {

    private static final Logger LOG = Logger.getLogger("org.dreamlms.books");

    private final Settings settings;
    private final Optional<String> jdbcUrl;

    StartReport(
            Settings settings,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") Optional<String> jdbcUrl) {
        this.settings = settings;
        this.jdbcUrl = jdbcUrl;
    }

    void report(@Observes StartupEvent event) {
        LOG.info(line());
    }

    String line() {
        var dcs = settings.dcs();
        return "DCS %s as %s; database %s; public path %s; books fresh %s, answered up to %s; webhooks %s"
                .formatted(
                        dcs.url().map(StartReport::withoutSecrets).orElse("(none)"),
                        who(dcs),
                        jdbcUrl.map(StartReport::withoutSecrets).orElse("(none)"),
                        settings.publicPath().orElse("/"),
                        settings.freshness().books(),
                        settings.freshness().stale(),
                        settings.webhook().secret().isPresent() ? "on" : "off");
    }

    private static String who(Settings.Dcs dcs) {
        if (dcs.email().isPresent() && dcs.password().isPresent()) {
            return dcs.email().get();
        }
        return dcs.apiKey().isPresent()
                ? "an API key (slow: prefer e-mail and password)"
                : "nobody";
    }

    /** A URL without user info and query, where secrets hide. */
    private static String withoutSecrets(String url) {
        var noQuery = url.replaceAll("[?#].*", "");
        return noQuery.replaceAll("//[^/@]*@", "//");
    }
}
