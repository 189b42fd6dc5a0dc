package org.dreamlms.books;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import org.dreamlms.books.standin.StandInDcs;

/**
 * DCS of the newer protocol, where an API key is enough for files; and room for one file at a time,
 * with a longer wait for it than DCS may take for an answer, and patience with those that nobody
 * reads. Covers are open, students see no publishers, and traces are on.
 */
public final class NewerDcs implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("dcs-books.storage-key", "publisher-id"),
                Map.entry("dcs-books.dcs.email", ""),
                Map.entry("dcs-books.dcs.password", ""),
                Map.entry("dcs-books.dcs.api-key", StandInDcs.API_KEY),
                Map.entry("dcs-books.access.open-images", "logos,covers"),
                Map.entry("dcs-books.access.students-see-publisher", "false"),
                Map.entry("dcs-books.activity-import.on-demand", "false"),
                Map.entry("dcs-books.files.max-transfers", "1"),
                Map.entry("dcs-books.files.idle-timeout", "5M"),
                Map.entry("dcs-books.files.stalled-timeout", "5M"),
                Map.entry("dcs-books.dcs.call-limit", "6S"),
                Map.entry("dcs-books.dcs.answer-timeout", "4S"),
                Map.entry("quarkus.otel.sdk.disabled", "false"),
                Map.entry("quarkus.otel.traces.exporter", "none"),
                // Half of the requests, and those that ask: operators can say so without a build.
                Map.entry("quarkus.otel.traces.sampler.arg", "0.5"));
    }
}
