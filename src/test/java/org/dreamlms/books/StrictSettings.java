package org.dreamlms.books;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Limits and timeouts that a test can reach. */
public final class StrictSettings implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("dcs-books.access.requests-per-minute", "60"),
                Map.entry("dcs-books.access.burst", "5"),
                Map.entry("dcs-books.access.address-requests-per-minute", "60"),
                Map.entry("dcs-books.access.token-in-query", "false"),
                Map.entry("quarkus.http.limits.max-connections", "60"),
                Map.entry("quarkus.http.idle-timeout", "20S"),
                Map.entry("quarkus.http.limits.max-body-size", "1M"),
                Map.entry("quarkus.thread-pool.max-threads", "12"),
                Map.entry("dcs-books.requests.head-timeout", "2S"),
                Map.entry("dcs-books.requests.body-grace", "1S"),
                Map.entry("dcs-books.requests.bodies", "4M"),
                Map.entry("dcs-books.requests.per-caller", "4"),
                Map.entry("dcs-books.requests.waiting-per-caller", "2"),
                Map.entry("dcs-books.requests.wait-limit", "1S"),
                Map.entry("dcs-books.answers.waiting", "8M"),
                Map.entry("dcs-books.answers.grace", "1S"),
                Map.entry("dcs-books.answers.rate", "512K"),
                Map.entry("dcs-books.dcs.answer-timeout", "1500MS"),
                Map.entry("dcs-books.dcs.call-limit", "5S"),
                Map.entry("dcs-books.files.max-transfers", "1"),
                Map.entry("dcs-books.files.idle-timeout", "2S"),
                Map.entry("dcs-books.files.stalled-timeout", "1S"));
    }
}
