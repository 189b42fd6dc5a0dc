package org.dreamlms.books.rows;

import java.util.HashMap;
import java.util.Map;

/** With traces on, which {@link Spans} keeps. */
public class TracedDatabase extends FreshDatabase {

    @Override
    public Map<String, String> getConfigOverrides() {
        var settings = new HashMap<>(super.getConfigOverrides());
        settings.put("quarkus.otel.sdk.disabled", "false");
        settings.put("quarkus.otel.traces.exporter", "none");
        // Half of the requests, and those that ask for it: operators can say so without a build.
        settings.put("quarkus.otel.traces.sampler.arg", "0.5");
        return settings;
    }
}
