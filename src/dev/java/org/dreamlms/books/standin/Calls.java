package org.dreamlms.books.standin;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts every request on arrival, whatever becomes of it, and remembers the last ones. */
final class Calls {

    private static final int REMEMBERED = 1000;

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final ArrayDeque<Arrival> last = new ArrayDeque<>();

    void arrived(String operation, HttpServerRequest request) {
        counts.computeIfAbsent(operation, name -> new LongAdder()).increment();
        synchronized (last) {
            if (last.size() == REMEMBERED) {
                last.removeFirst();
            }
            last.addLast(new Arrival(operation, request));
        }
    }

    long count(String operation) {
        var count = counts.get(operation);
        return count == null ? 0 : count.sum();
    }

    long total() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    List<RecordedRequest> last(String operation) {
        synchronized (last) {
            return last.stream()
                    .filter(arrival -> arrival.operation().equals(operation))
                    .map(Arrival::recorded)
                    .toList();
        }
    }

    void reset() {
        counts.clear();
        synchronized (last) {
            last.clear();
        }
    }

    JsonObject toJson() {
        var json = new JsonObject();
        new TreeMap<>(counts).forEach((operation, count) -> json.put(operation, count.sum()));
        return json;
    }

    /** Copying headers for each request would cost the benchmarks; it is done when asked for. */
    private record Arrival(String operation, HttpServerRequest request) {

        RecordedRequest recorded() {
            var headers = new TreeMap<String, String>();
            request.headers()
                    .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
            return new RecordedRequest(operation, request.method().name(), request.uri(), headers);
        }
    }
}
