package org.dreamlms.books.ops;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dreamlms.books.EndedStart;
import org.dreamlms.books.Settings;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Stops a start that can't work, and says which setting is missing. */
@ApplicationScoped
class RequiredSettings {

    /** Before anything else that runs at start. */
    private static final int FIRST = 1;

    /** Of a key for HS256 (RFC 7518, 3.2). */
    private static final int MIN_KEY_BYTES = 32;

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
        var complaints = complaints();
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
        if (jdbcUrl.filter(url -> !url.equals(NO_DATABASE)).isEmpty()) {
            complaints.add("QUARKUS_DATASOURCE_JDBC_URL is not set");
        }
        complainOfKey(complaints);
        complainOfWebhook(settings.webhook(), complaints);
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
                .forEach((name, time) -> complainOfTime(name, time, complaints));
        Map.of(
                        "dcs-books.webhook.retry-pause", settings.webhook().retryPause(),
                        "dcs-books.webhook.poll-pause", settings.webhook().pollPause(),
                        "dcs-books.webhook.take-over", settings.webhook().takeOver(),
                        "dcs-books.webhook.keep", settings.webhook().keep())
                .forEach((name, time) -> complainOfTime(name, time, complaints));
        if (fresh.stale().compareTo(fresh.books()) < 0) {
            complaints.add("dcs-books.freshness.stale is shorter than dcs-books.freshness.books");
        }
    }

    private static void complainOfTime(String name, Duration time, List<String> complaints) {
        if (time.isNegative() || time.isZero()) {
            complaints.add(name + " must be longer than nothing, not " + time);
        }
    }

    /** A key that can be guessed lets everybody be anybody; the LMS's default is one. */
    private void complainOfKey(List<String> complaints) {
        var key = settings.access().secretKey().orElse("");
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT
                && !key.isEmpty()
                && key.getBytes(StandardCharsets.UTF_8).length < MIN_KEY_BYTES) {
            complaints.add("SECRET_KEY is shorter than %d bytes".formatted(MIN_KEY_BYTES));
        }
    }

    /** DCS itself takes no others, so events with such a secret would never come. */
    private static void complainOfWebhook(Settings.Webhook webhook, List<String> complaints) {
        webhook.secret()
                .filter(secret -> secret.length() < 16 || secret.length() > 255)
                .ifPresent(
                        secret ->
                                complaints.add(
                                        "DREAM_CENTRAL_STORAGE_WEBHOOK_SECRET must have 16 to 255"
                                                + " characters"));
        webhook.publicUrl()
                .filter(url -> !isHttp(url))
                .ifPresent(
                        url ->
                                complaints.add(
                                        "DCS_BOOKS_WEBHOOK_PUBLIC_URL is not an http or https"
                                                + " URL"));
        if (webhook.publicUrl().isPresent() && webhook.secret().isEmpty()) {
            complaints.add(
                    "DCS_BOOKS_WEBHOOK_PUBLIC_URL is set, and"
                            + " DREAM_CENTRAL_STORAGE_WEBHOOK_SECRET is not");
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
