package org.dreamlms.books.ops.console;

import io.micrometer.core.instrument.Timer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dreamlms.books.dcs.DcsHealth;
import org.dreamlms.books.dcs.DcsHealth.Outcome;
import org.dreamlms.books.dcs.DcsOverview;

/** How DCS does: its calls since the start, the circuit breaker, the login, the last failure. */
@ApplicationScoped
class DcsPanel implements Panel {

    static final String CALLS = "dcs.requests";

    private final DcsHealth health;
    private final DcsOverview overview;
    private final Meters meters;

    DcsPanel(DcsHealth health, DcsOverview overview, Meters meters) {
        this.health = health;
        this.overview = overview;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "dcs";
    }

    @Override
    public JsonObject json() {
        var last = health.last();
        return new JsonObject()
                .put("breaker", health.breaker().toLowerCase())
                .put("breaker_history", history())
                .put("login", overview.logsIn() ? "e-mail" : "API key")
                .put("logged_in_at", text(overview.loggedInAt()))
                .put("last_good", text(last.lastGood()))
                .put("last_bad", text(last.lastBad()))
                .put("last_failure", last.lastFailure().map(DcsPanel::words).orElse(null))
                .put("calls", calls())
                .put("times", times());
    }

    private static String text(java.util.Optional<Instant> moment) {
        return moment.map(Instant::toString).orElse(null);
    }

    private JsonArray history() {
        var history = new JsonArray();
        for (var change : overview.breaker()) {
            history.add(
                    new JsonObject()
                            .put("at", change.at().toString())
                            .put("state", change.state().toLowerCase()));
        }
        return history;
    }

    /** Since the start; what never happened is left out. */
    private JsonArray calls() {
        var calls = new JsonArray();
        meters.timers(CALLS).stream()
                .filter(timer -> timer.count() > 0)
                .sorted(Comparator.comparing(t -> operation(t) + " " + outcome(t)))
                .forEach(
                        timer ->
                                calls.add(
                                        new JsonObject()
                                                .put("operation", operation(timer))
                                                .put("outcome", outcome(timer))
                                                .put("count", timer.count())));
        return calls;
    }

    /** Of each operation how many calls took no longer than each of the bounds. */
    private JsonArray times() {
        var byOperation =
                meters.timers(CALLS).stream()
                        .filter(timer -> timer.count() > 0)
                        .collect(
                                Collectors.groupingBy(
                                        DcsPanel::operation, TreeMap::new, Collectors.toList()));
        var times = new JsonArray();
        byOperation.forEach(
                (operation, timers) -> {
                    var calls = CallTimes.of(timers);
                    times.add(
                            new JsonObject()
                                    .put("operation", operation)
                                    .put("bounds_ms", array(calls.bounds()))
                                    .put("counts", array(calls.counts()))
                                    .put("all", (long) calls.all()));
                });
        return times;
    }

    private static JsonArray array(double[] numbers) {
        var array = new JsonArray();
        for (var number : numbers) {
            array.add((long) number);
        }
        return array;
    }

    private static String operation(Timer timer) {
        return timer.getId().getTag("operation");
    }

    private static String outcome(Timer timer) {
        return timer.getId().getTag("outcome");
    }

    /** What an operator understands of how a call has ended. */
    static String words(Outcome outcome) {
        return switch (outcome) {
            case SUCCESS, NOT_FOUND -> "it answered";
            case TIMEOUT -> "it did not answer in time";
            case IO_ERROR -> "it could not be reached, or broke the connection";
            case SERVER_ERROR -> "it answered with an error of its own (5xx)";
            case FILE_ERROR -> "it could not send a file";
            case REFUSED -> "it refused our login or API key";
            case UNTRUSTED -> "nobody vouches for its certificate";
            case GARBAGE -> "it answered what is no JSON of its own";
        };
    }
}
