package org.dreamlms.books.ops;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dreamlms.books.EndedStart;
import org.dreamlms.books.Settings;
import org.dreamlms.books.access.PublicKeys;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Stops a start that can't work, and says which setting is missing. */
@ApplicationScoped
class RequiredSettings {

    /** Before anything else that runs at start. */
    private static final int FIRST = 1;

    /** Of a key for HS256 (RFC 7518, 3.2). */
    private static final int MIN_KEY_BYTES = 32;

    /** What the LMS comes with. */
    private static final Set<String> WEAK = Set.of("changethis", "admin");

    private static final Logger LOG = Logger.getLogger(RequiredSettings.class);

    /** What stands in application.properties until an operator names a database. */
    private static final String NO_DATABASE = "jdbc:postgresql://not-set/";

    private final Settings settings;
    private final Optional<String> jdbcUrl;

    RequiredSettings(
            Settings settings,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") Optional<String> jdbcUrl) {
        this.settings = settings;
        this.jdbcUrl = jdbcUrl;
    }

    void check(@Observes @Priority(FIRST) StartupEvent event) {
        var complaints = settings.rehearsal() ? List.<String>of() : complaints();
        if (!complaints.isEmpty()) {
            LOG.errorf("The service can't start: %s", String.join("; ", complaints));
            throw EndedStart.with(1);
        }
    }

    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        if (settings.migration().mode() != Settings.Migration.Mode.VALIDATE) {
            complainOfDcs(settings.dcs(), complaints);
        }
        complainOfTimes(complaints);
        complainOfRanges(complaints);
        if (jdbcUrl.filter(url -> !url.equals(NO_DATABASE)).isEmpty()) {
            complaints.add("QUARKUS_DATASOURCE_JDBC_URL is not set");
        }
        complainOfKeys(complaints);
        return complaints;
    }

    private void complainOfTimes(List<String> complaints) {
        var dcs = settings.dcs();
        var fresh = settings.freshness();
        Map.of(
                        "dcs-books.dcs.call-limit", dcs.callLimit(),
                        "dcs-books.dcs.list-limit", dcs.listLimit(),
                        "dcs-books.dcs.login-lifetime", dcs.loginLifetime(),
                        "dcs-books.dcs.retry-pause", dcs.retryPause(),
                        "dcs-books.dcs.breaker-pause", dcs.breakerPause(),
                        "dcs-books.freshness.books", fresh.books(),
                        "dcs-books.freshness.stale", fresh.stale(),
                        "dcs-books.freshness.missing", fresh.missing())
                .forEach(
                        (name, time) -> {
                            if (time.isNegative() || time.isZero()) {
                                complaints.add(name + " must be longer than nothing, not " + time);
                            }
                        });
        if (fresh.stale().compareTo(fresh.books()) < 0) {
            complaints.add("dcs-books.freshness.stale is shorter than dcs-books.freshness.books");
        }
    }

    private void complainOfRanges(List<String> complaints) {
        if (!settings.publicPath().orElse("").matches("(/[A-Za-z0-9._~-]+)*")) {
            complaints.add(
                    "dcs-books.public-path must be empty or look like /api/v1 (no trailing slash)");
        }
        if (settings.files().maxTransfers() < 1) {
            complaints.add("dcs-books.files.max-transfers must be at least 1");
        }
        var spread = settings.freshness().spreadPercent();
        if (spread < 0 || spread > 50) {
            complaints.add("dcs-books.freshness.spread-percent must be in 0…50, not " + spread);
        }
    }

    /** A key that can be guessed lets everybody be anybody; the LMS's defaults are such. */
    private void complainOfKeys(List<String> complaints) {
        var access = settings.access();
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            complainOfSecret("SECRET_KEY", access.secretKey(), complaints);
            complainOfSecret("DCS_BOOKS_ACCESS_LINKS_KEY", access.links().key(), complaints);
            complainOfSecret(
                    "DCS_BOOKS_ACCESS_LINKS_PREVIOUS_KEY",
                    access.links().previousKey(),
                    complaints);
        }
        access.publicKey()
                .ifPresent(
                        key -> {
                            try {
                                PublicKeys.read(key);
                            } catch (IllegalArgumentException e) {
                                complaints.add(
                                        "DCS_BOOKS_ACCESS_PUBLIC_KEY can't be used: "
                                                + e.getMessage());
                            }
                        });
        access.jwksUrl()
                .filter(url -> !isHttp(url))
                .ifPresent(
                        url ->
                                complaints.add(
                                        "DCS_BOOKS_ACCESS_JWKS_URL is not an http or https URL"));
        if (LaunchMode.current() != LaunchMode.NORMAL) {
            return;
        }
        if (access.anonymous().isPresent()) {
            complaints.add("DCS_BOOKS_ACCESS_ANONYMOUS is for development only");
        }
        if (settings.migration().mode() != Settings.Migration.Mode.VALIDATE
                && access.secretKey().isEmpty()
                && access.publicKey().isEmpty()
                && access.jwksUrl().isEmpty()) {
            complaints.add(
                    "no key to verify tokens with: none of SECRET_KEY (the LMS's),"
                            + " DCS_BOOKS_ACCESS_PUBLIC_KEY and DCS_BOOKS_ACCESS_JWKS_URL is set");
        }
    }

    private static void complainOfSecret(
            String name, Optional<String> secret, List<String> complaints) {
        if (secret.filter(WEAK::contains).isPresent()) {
            complaints.add(name + " is a default that everybody knows");
        } else if (secret.isPresent()
                && secret.get().getBytes(StandardCharsets.UTF_8).length < MIN_KEY_BYTES) {
            complaints.add("%s is shorter than %d bytes".formatted(name, MIN_KEY_BYTES));
        }
    }

    private static void complainOfDcs(Settings.Dcs dcs, List<String> complaints) {
        if (dcs.url().isEmpty()) {
            complaints.add("DREAM_CENTRAL_STORAGE_URL is not set");
        } else if (!isHttp(dcs.url().get())) {
            complaints.add("DREAM_CENTRAL_STORAGE_URL is not an http or https URL");
        }
        if (dcs.email().isPresent() != dcs.password().isPresent()) {
            complaints.add(
                    "of DREAM_CENTRAL_STORAGE_EMAIL and DREAM_CENTRAL_STORAGE_PASSWORD only one is"
                            + " set");
        } else if (dcs.email().isEmpty() && dcs.apiKey().isEmpty()) {
            complaints.add(
                    "neither DREAM_CENTRAL_STORAGE_EMAIL and DREAM_CENTRAL_STORAGE_PASSWORD nor"
                            + " DREAM_CENTRAL_STORAGE_API_KEY is set");
        }
    }

    private static boolean isHttp(String url) {
        try {
            var uri = new URI(url);
            return uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
