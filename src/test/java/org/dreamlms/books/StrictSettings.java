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
                Map.entry("quarkus.http.idle-timeout", "2S"),
                Map.entry("dcs-books.dcs.answer-timeout", "1500MS"),
                Map.entry("dcs-books.dcs.call-limit", "5S"),
                Map.entry("dcs-books.files.max-transfers", "1"),
                Map.entry("dcs-books.files.idle-timeout", "2S"),
                Map.entry("dcs-books.files.stalled-timeout", "1S"));
    }
}
