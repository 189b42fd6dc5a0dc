package org.dreamlms.books;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Forgets the meters when the service of a test stops. Otherwise the gauges of the next one in the
 * same process would go on to show what this one knows: Micrometer keeps the first of each name.
 */
@ApplicationScoped
class MetersOfOneStart {

    void forget(@Observes ShutdownEvent stopping) {
        Metrics.globalRegistry.clear();
    }
}
