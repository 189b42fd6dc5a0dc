package org.dreamlms.books.ops;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dreamlms.books.EndedStart;
import org.dreamlms.books.Settings;
import org.dreamlms.books.dcs.HttpUrls;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Stops a start that can't work, and says which setting is missing. */
@ApplicationScoped
class RequiredSettings {

    private static final int MAX = Integer.MAX_VALUE;

    /** Before anything else that runs at start. */
    private static final int FIRST = 1;

    private static final Logger LOG = Logger.getLogger(RequiredSettings.class);

    /** What stands in application.properties until an operator names a database. */
    private static final String NO_DATABASE = "jdbc:postgresql://not-set/";

    private final Settings settings;
    private final Optional<String> jdbcUrl;
    private final MemorySize maxBody;
    private final boolean http2;

    RequiredSettings(
            Settings settings,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") Optional<String> jdbcUrl,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBody,
            @ConfigProperty(name = "quarkus.http.http2") boolean http2) {
        this.settings = settings;
        this.jdbcUrl = jdbcUrl;
        this.maxBody = maxBody;
        this.http2 = http2;
    }

    void check(@Observes @Priority(FIRST) StartupEvent event) {
        var errors = settings.rehearsal() ? List.<String>of() : errors();
        if (!errors.isEmpty()) {
            LOG.errorf("The service can't start: %s", String.join("; ", errors));
            throw EndedStart.with(1);
        }
        if (!settings.rehearsal()) {
            warnings().forEach(LOG::warn);
        }
    }

    /** What is no reason not to start, and to be thought about. */
    List<String> warnings() {
        var warnings = new ArrayList<>(RequiredKeys.warnings(settings.access()));
        if (http2) {
            warnings.add(
                    "QUARKUS_HTTP_HTTP2 is true: clients can hold connections and memory over"
                            + " HTTP/2, with heads that drip, small answers that they do not take,"
                            + " and PINGs; let in only what is trusted");
        }
        return warnings;
    }

    List<String> errors() {
        List<String> errors = new ArrayList<>();
        var serves = settings.migration().mode() != Settings.Migration.Mode.VALIDATE;
        if (serves) {
            checkDcs(settings.dcs(), errors);
        }
        errors.addAll(RequiredTimes.errors(settings));
        checkStale(errors);
        checkRanges(errors);
        checkBounds(errors);
        if (jdbcUrl.filter(url -> !url.equals(NO_DATABASE)).isEmpty()) {
            errors.add("QUARKUS_DATASOURCE_JDBC_URL is not set");
        }
        errors.addAll(RequiredKeys.errors(settings.access(), serves));
        checkWebhook(settings.webhook(), errors);
        return errors;
    }

    private void checkStale(List<String> errors) {
        var fresh = settings.freshness();
        if (fresh.stale().compareTo(fresh.books()) < 0) {
            errors.add("dcs-books.freshness.stale is shorter than dcs-books.freshness.books");
        }
    }

    private void checkRanges(List<String> errors) {
        if (!settings.publicPath().orElse("").matches("(/[A-Za-z0-9._~-]+)*")) {
            errors.add(
                    "dcs-books.public-path must be empty or look like /api/v1 (no trailing slash)");
        }
        checkRange(
                "dcs-books.files.max-transfers",
                settings.files().maxTransfers(),
                1,
                Integer.MAX_VALUE,
                errors);
        checkRange(
                "dcs-books.freshness.spread-percent",
                settings.freshness().spreadPercent(),
                0,
                50,
                errors);
        checkRange(
                "dcs-books.access.requests-per-minute",
                settings.access().requestsPerMinute(),
                0,
                Integer.MAX_VALUE,
                errors);
        checkRange(
                "dcs-books.access.address-requests-per-minute",
                settings.access().addressRequestsPerMinute(),
                0,
                Integer.MAX_VALUE,
                errors);
        checkRange(
                "dcs-books.access.burst", settings.access().burst(), 1, Integer.MAX_VALUE, errors);
    }

    private void checkBounds(List<String> errors) {
        var requests = settings.requests();
        var answers = settings.answers();
        checkRange("dcs-books.requests.per-caller", requests.perCaller(), 1, MAX, errors);
        checkRange(
                "dcs-books.requests.waiting-per-caller",
                requests.waitingPerCaller(),
                0,
                MAX,
                errors);
        checkSize("dcs-books.requests.bodies", requests.bodies(), 1 << 20, errors);
        if (maxBody.asLongValue() > requests.bodies().asLongValue() / 4) {
            errors.add(
                    "QUARKUS_HTTP_LIMITS_MAX_BODY_SIZE is more than a quarter of"
                            + " DCS_BOOKS_REQUESTS_BODIES, which is all that a caller may use");
        }
        checkSize("dcs-books.requests.body-rate", requests.bodyRate(), 1, errors);
        checkSize("dcs-books.answers.waiting", answers.waiting(), 1 << 20, errors);
        checkSize("dcs-books.answers.rate", answers.rate(), 1, errors);
    }

    private static void checkSize(String name, MemorySize value, long min, List<String> errors) {
        if (value.asLongValue() < min) {
            errors.add("%s must be %d bytes or more".formatted(name, min));
        }
    }

    private static void checkRange(String name, int value, int min, int max, List<String> errors) {
        if (value < min || value > max) {
            errors.add("%s must be in %d…%d, not %d".formatted(name, min, max, value));
        }
    }

    /** DCS itself takes no other secrets, so events with such a one would never come. */
    private static void checkSecret(String name, Optional<String> secret, List<String> errors) {
        secret.filter(text -> text.length() < 16 || text.length() > 255)
                .ifPresent(text -> errors.add(name + " must have 16 to 255 characters"));
    }

    private static void checkWebhook(Settings.Webhook webhook, List<String> errors) {
        checkSecret("DREAM_CENTRAL_STORAGE_WEBHOOK_SECRET", webhook.secret(), errors);
        checkSecret(
                "DREAM_CENTRAL_STORAGE_WEBHOOK_SECRET_PREVIOUS", webhook.previousSecret(), errors);
        webhook.publicUrl()
                .filter(url -> !HttpUrls.isOne(url))
                .ifPresent(
                        url ->
                                errors.add(
                                        "DCS_BOOKS_WEBHOOK_PUBLIC_URL is not an http or https"
                                                + " URL"));
        if (webhook.publicUrl().isPresent() && webhook.secret().isEmpty()) {
            errors.add(
                    "DCS_BOOKS_WEBHOOK_PUBLIC_URL is set, and"
                            + " DREAM_CENTRAL_STORAGE_WEBHOOK_SECRET is not");
        }
    }

    private static void checkDcs(Settings.Dcs dcs, List<String> errors) {
        if (dcs.url().isEmpty()) {
            errors.add("DREAM_CENTRAL_STORAGE_URL is not set");
        } else if (HttpUrls.hasLenientHost(dcs.url().get())) {
            errors.add(
                    "DREAM_CENTRAL_STORAGE_URL has a host with an underscore or another character"
                            + " that no host name has: give DCS a name without (in docker-compose a"
                            + " network alias)");
        } else if (!HttpUrls.isOne(dcs.url().get())) {
            errors.add("DREAM_CENTRAL_STORAGE_URL is not an http or https URL");
        }
        for (var host : dcs.linkHosts().orElse(List.of())) {
            if (!HttpUrls.isHost(host)) {
                errors.add(
                        "DCS_BOOKS_DCS_LINK_HOSTS holds \"" + host + "\", which is no host:port");
            }
        }
        if (dcs.email().isPresent() != dcs.password().isPresent()) {
            errors.add(
                    "of DREAM_CENTRAL_STORAGE_EMAIL and DREAM_CENTRAL_STORAGE_PASSWORD only one is"
                            + " set");
        } else if (dcs.email().isEmpty() && dcs.apiKey().isEmpty()) {
            errors.add(
                    "neither DREAM_CENTRAL_STORAGE_EMAIL and DREAM_CENTRAL_STORAGE_PASSWORD nor"
                            + " DREAM_CENTRAL_STORAGE_API_KEY is set");
        }
    }
}
