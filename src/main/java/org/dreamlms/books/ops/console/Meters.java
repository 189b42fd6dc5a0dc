package org.dreamlms.books.ops.console;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;

/** Reads the meters that the service has anyway, so that page and metrics say the same. */
@ApplicationScoped
class Meters {

    private final MeterRegistry registry;

    Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The value of a gauge; not a number when there is none. */
    double gauge(String name, String... tags) {
        return registry.find(name).tags(tags).gauges().stream().mapToDouble(Gauge::value).sum();
    }

    /** How much was counted since the start, of all counters that have these tags. */
    double count(String name, String... tags) {
        return registry.find(name).tags(tags).counters().stream().mapToDouble(Counter::count).sum();
    }

    Collection<Counter> counters(String name) {
        return registry.find(name).counters();
    }

    Collection<Timer> timers(String name) {
        return registry.find(name).timers();
    }
}
