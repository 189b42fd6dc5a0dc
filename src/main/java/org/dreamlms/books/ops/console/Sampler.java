package org.dreamlms.books.ops.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dreamlms.books.http.answer.TaggedJson;

/** Takes a sample a minute of what the page draws, for those who open it afterwards. */
@ApplicationScoped
public class Sampler {

    private static final List<String> COUNTED =
            List.of(
                    "books_fresh",
                    "books_stale",
                    "books_fetched",
                    "books_failed",
                    "dcs_good",
                    "dcs_bad");

    private static final List<String> MEASURED =
            List.of(
                    "dcs_p50_ms",
                    "dcs_p99_ms",
                    "breaker",
                    "events_pending",
                    "events_failed",
                    "events_lag_seconds",
                    "connections_active",
                    "connections_waiting",
                    "heap_bytes");

    /** Outcomes of calls in which DCS did its part. */
    private static final Set<String> GOOD = Set.of("success", "not_found");

    private final MinuteSamples samples;
    private final Meters meters;
    private final Clock clock;
    private Map<String, Double> before;
    private CallTimes timesBefore;

    Sampler(Meters meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
        var columns = new ArrayList<>(COUNTED);
        columns.addAll(MEASURED);
        this.samples = new MinuteSamples(columns);
        this.timesBefore = CallTimes.of(meters.timers(DcsPanel.CALLS));
        this.before = counts();
    }

    /** Takes a sample of the time since the one before. */
    public synchronized void sample() {
        var counts = counts();
        var times = CallTimes.of(meters.timers(DcsPanel.CALLS));
        var sample = new ArrayList<Double>();
        COUNTED.forEach(name -> sample.add(counts.get(name) - before.get(name)));
        var since = times.since(timesBefore);
        sample.addAll(
                List.of(
                        since.quantile(0.5),
                        since.quantile(0.99),
                        meters.gauge("dcs.circuit.breaker.state"),
                        meters.gauge("dcs.events.pending"),
                        meters.gauge("dcs.events.failed"),
                        meters.gauge("dcs.events.lag"),
                        meters.gauge("agroal.active.count"),
                        meters.gauge("agroal.awaiting.count"),
                        meters.gauge("jvm.memory.used", "area", "heap")));
        samples.add(clock.millis(), sample.stream().mapToDouble(Double::doubleValue).toArray());
        before = counts;
        timesBefore = times;
    }

    TaggedJson json() {
        return TaggedJson.of(samples.json().toBuffer().getBytes());
    }

    MinuteSamples samples() {
        return samples;
    }

    private Map<String, Double> counts() {
        var counts = new LinkedHashMap<String, Double>();
        for (var result : List.of("fresh", "stale", "fetched", "failed")) {
            counts.put(
                    "books_" + result,
                    meters.count(BooksPanel.READS, "cache", "books", "result", result));
        }
        counts.put("dcs_good", 0.0);
        counts.put("dcs_bad", 0.0);
        for (var timer : meters.timers(DcsPanel.CALLS)) {
            var good = GOOD.contains(timer.getId().getTag("outcome"));
            counts.merge(good ? "dcs_good" : "dcs_bad", (double) timer.count(), Double::sum);
        }
        return counts;
    }
}
