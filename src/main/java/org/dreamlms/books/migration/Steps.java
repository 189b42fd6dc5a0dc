package org.dreamlms.books.migration;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;

/** Says what the migration is doing, and keeps how long each step took. */
final class Steps {

    /** A step that gives something to the next. */
    interface Step<T> {
        T take() throws SQLException;
    }

    /** A step that gives nothing. */
    interface Action {
        void take() throws SQLException;
    }

    private static final Logger LOG = Logger.getLogger(Steps.class);

    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final Logger.Level level;

    Steps() {
        this(Logger.Level.INFO);
    }

    private Steps(Logger.Level level) {
        this.level = level;
    }

    /** For what is only tried. */
    static Steps silent() {
        return new Steps(Logger.Level.DEBUG);
    }

    void run(String name, Action action) throws SQLException {
        this.<Void>get(
                name,
                () -> {
                    action.take();
                    return null;
                });
    }

    <T> T get(String name, Step<T> step) throws SQLException {
        LOG.logf(level, "Step: %s …", name);
        var start = System.nanoTime();
        var result = step.take();
        var taken = (System.nanoTime() - start) / 1e9;
        seconds.put(name, taken);
        LOG.logf(level, "Step: %s: done in %s s", name, String.format(Locale.ROOT, "%.3f", taken));
        return result;
    }

    JsonArray toJson() {
        var steps = new JsonArray();
        seconds.forEach(
                (name, taken) ->
                        steps.add(
                                new JsonObject()
                                        .put("step", name)
                                        .put("seconds", Math.round(taken * 1000) / 1000.0)));
        return steps;
    }
}
