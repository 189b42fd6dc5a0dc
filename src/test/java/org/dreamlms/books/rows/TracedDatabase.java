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
        return settings;
    }
}
