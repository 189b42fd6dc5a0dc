package org.dreamlms.books.ops.console;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.dreamlms.books.Bounds;
import org.dreamlms.books.Bounds.Bound;

/**
 * Asks whoever has a bound what it is, and shows them as {@code dcs_books_bound_used{bound,unit}}
 * and {@code dcs_books_bound_limit{bound,unit}}. The most is that of the looks, one every ten
 * seconds and one whenever the console is: exact peaks would have to be counted on the way of
 * requests.
 */
@ApplicationScoped
public class BoundWatch implements Panel {

    private final Event<Bounds> owners;
    private final MeterRegistry registry;
    private volatile List<Watched> all = List.of();

    BoundWatch(Event<Bounds> owners, MeterRegistry registry) {
        this.owners = owners;
        this.registry = registry;
    }

    /** A bound, and the most that was seen of it. */
    private record Watched(Bound bound, AtomicLong most) {

        private long look() {
            long now = bound.now().getAsLong();
            most.accumulateAndGet(now, Math::max);
            return now;
        }

        private String unit() {
            return bound.unit().name().toLowerCase(Locale.ROOT);
        }

        private JsonObject json() {
            long now = look();
            return new JsonObject()
                    .put("name", bound.name())
                    .put("unit", unit())
                    .put("now", now)
                    .put("most", most.get())
                    .put("limit", bound.limit());
        }
    }

    void start(@Observes StartupEvent event) {
        var bounds = new Bounds();
        owners.fire(bounds);
        all = bounds.all().stream().map(b -> new Watched(b, new AtomicLong())).toList();
        for (var watched : all) {
            gauge("used", "How much there is of it", watched, w -> w.bound().now().getAsLong());
            gauge("limit", "The most that there may be of it", watched, w -> w.bound().limit());
        }
    }

    private void gauge(
            String name, String description, Watched watched, ToDoubleFunction<Watched> value) {
        Gauge.builder("dcs.books.bound." + name, watched, value)
                .description(description)
                .tag("bound", watched.bound().name())
                .tag("unit", watched.unit())
                .register(registry);
    }

    /** Takes notice of how much there is of each. */
    public void look() {
        all.forEach(Watched::look);
    }

    /** The bounds of which nine tenths are in use. */
    List<String> nearlyFull() {
        return all.stream()
                .filter(w -> w.bound().now().getAsLong() >= 0.9 * w.bound().limit())
                .map(w -> w.bound().name())
                .toList();
    }

    @Override
    public String name() {
        return "bounds";
    }

    @Override
    public Object json() {
        var bounds = new JsonArray();
        all.forEach(watched -> bounds.add(watched.json()));
        return bounds;
    }
}
