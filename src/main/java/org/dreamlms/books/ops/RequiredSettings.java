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
        var serves = settings.migration().mode() != Settings.Migration.Mode.VALIDATE;
        if (serves) {
            complainOfDcs(settings.dcs(), complaints);
        }
        complaints.addAll(RequiredTimes.complaints(settings));
        complainOfStale(complaints);
        complainOfRanges(complaints);
        complainOfBounds(complaints);
        if (jdbcUrl.filter(url -> !url.equals(NO_DATABASE)).isEmpty()) {
            complaints.add("QUARKUS_DATASOURCE_JDBC_URL is not set");
        }
        complaints.addAll(RequiredKeys.complaints(settings.access(), serves));
        complainOfWebhook(settings.webhook(), complaints);
        return complaints;
    }

    private void complainOfStale(List<String> complaints) {
        var fresh = settings.freshness();
        if (fresh.stale().compareTo(fresh.books()) < 0) {
            complaints.add("dcs-books.freshness.stale is shorter than dcs-books.freshness.books");
        }
    }

    private void complainOfRanges(List<String> complaints) {
        if (!settings.publicPath().orElse("").matches("(/[A-Za-z0-9._~-]+)*")) {
            complaints.add(
                    "dcs-books.public-path must be empty or look like /api/v1 (no trailing slash)");
        }
        complainOfRange(
                "dcs-books.files.max-transfers",
                settings.files().maxTransfers(),
                1,
                Integer.MAX_VALUE,
                complaints);
        complainOfRange(
                "dcs-books.freshness.spread-percent",
                settings.freshness().spreadPercent(),
                0,
                50,
                complaints);
        complainOfRange(
                "dcs-books.access.requests-per-minute",
                settings.access().requestsPerMinute(),
                0,
                Integer.MAX_VALUE,
                complaints);
        complainOfRange(
                "dcs-books.access.address-requests-per-minute",
                settings.access().addressRequestsPerMinute(),
                0,
                Integer.MAX_VALUE,
                complaints);
        complainOfRange(
                "dcs-books.access.burst",
                settings.access().burst(),
                1,
                Integer.MAX_VALUE,
                complaints);
    }

    private void complainOfBounds(List<String> complaints) {
        var requests = settings.requests();
        var answers = settings.answers();
        complainOfRange("dcs-books.requests.per-caller", requests.perCaller(), 1, MAX, complaints);
        complainOfRange(
                "dcs-books.requests.waiting-per-caller",
                requests.waitingPerCaller(),
                0,
                MAX,
                complaints);
        complainOfSize("dcs-books.requests.bodies", requests.bodies(), 1 << 20, complaints);
        complainOfSize("dcs-books.requests.body-rate", requests.bodyRate(), 1, complaints);
        complainOfSize("dcs-books.answers.waiting", answers.waiting(), 1 << 20, complaints);
        complainOfSize("dcs-books.answers.rate", answers.rate(), 1, complaints);
    }

    private static void complainOfSize(
            String name, MemorySize value, long min, List<String> complaints) {
        if (value.asLongValue() < min) {
            complaints.add("%s must be %d bytes or more".formatted(name, min));
        }
    }

    private static void complainOfRange(
            String name, int value, int min, int max, List<String> complaints) {
        if (value < min || value > max) {
            complaints.add("%s must be in %d…%d, not %d".formatted(name, min, max, value));
        }
    }

    /** DCS itself takes no other secrets, so events with such a one would never come. */
    private static void complainOfSecret(
            String name, Optional<String> secret, List<String> complaints) {
        secret.filter(text -> text.length() < 16 || text.length() > 255)
                .ifPresent(text -> complaints.add(name + " must have 16 to 255 characters"));
    }

    private static void complainOfWebhook(Settings.Webhook webhook, List<String> complaints) {
        complainOfSecret("DREAM_CENTRAL_STORAGE_WEBHOOK_SECRET", webhook.secret(), complaints);
        complainOfSecret(
                "DREAM_CENTRAL_STORAGE_WEBHOOK_SECRET_PREVIOUS",
                webhook.previousSecret(),
                complaints);
        webhook.publicUrl()
                .filter(url -> !HttpUrls.isOne(url))
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
        } else if (HttpUrls.hasLenientHost(dcs.url().get())) {
            complaints.add(
                    "DREAM_CENTRAL_STORAGE_URL has a host with an underscore or another character"
                            + " that no host name has: give DCS a name without (in docker-compose a"
                            + " network alias)");
        } else if (!HttpUrls.isOne(dcs.url().get())) {
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
}
