package org.dreamlms.books.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.dreamlms.books.Bounds;
import org.dreamlms.books.Settings;
import org.dreamlms.books.http.problem.ProblemException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Bounds how many requests of one caller are worked on at once, so that one caller can't hold all
 * workers, connections to the database or transfers from DCS; those for rows may have half of the
 * connections. More of them wait for their turn, in the order in which they came, without a thread.
 * Safe for use by many threads.
 */
@ApplicationScoped
public class CallerTurns {

    private final int atOnce;
    private final int rowsAtOnce;
    private final int mayWait;
    private final long waitMillis;
    private final Map<Object, Line> lines = new HashMap<>();

    @Inject
    CallerTurns(
            Settings settings,
            @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int connections) {
        this(settings.requests(), connections);
    }

    CallerTurns(Settings.Requests settings, int connections) {
        this.atOnce = settings.perCaller();
        this.rowsAtOnce = Math.max(1, Math.min(atOnce, connections / 2));
        this.mayWait = settings.waitingPerCaller();
        this.waitMillis = settings.waitLimit().toMillis();
    }

    void bounds(@Observes Bounds bounds) {
        bounds.count("requests-of-a-caller", atOnce, () -> most(line -> line.working));
        bounds.count(
                "requests-of-a-caller-waiting",
                Math.max(1, mayWait),
                () -> most(line -> line.waiting.size()));
    }

    /** Of the caller who has the most. */
    private synchronized int most(ToIntFunction<Line> number) {
        return lines.values().stream().mapToInt(number).max().orElse(0);
    }

    /** What a request needs that there is little of. */
    public enum Need {
        /** A connection to the database. */
        ROWS,
        /** Something else: a transfer from DCS. */
        OTHER
    }

    /** The requests of one caller: so many are worked on, and these wait. */
    private static final class Line {

        private final LinkedHashSet<Waiting> waiting = new LinkedHashSet<>();
        private int working;
        private int withRows;

        private void count(Need need, int more) {
            working += more;
            withRows += need == Need.ROWS ? more : 0;
        }
    }

    /** A request that waits for its turn. */
    private static final class Waiting {

        private final Need need;
        private final Runnable begin;
        private long timer;

        Waiting(Need need, Runnable begin) {
            this.need = need;
            this.begin = begin;
        }
    }

    /**
     * Takes a turn if there is one at once. It has to be {@link #give given back}.
     *
     * @param owner see {@link RequestOwner}
     */
    public synchronized boolean take(Object owner, Need need) {
        var line = lines.computeIfAbsent(owner, first -> new Line());
        if (!mayBegin(line, need)) {
            return false;
        }
        line.count(need, 1);
        return true;
    }

    private boolean mayBegin(Line line, Need need) {
        return line.working < atOnce && (need != Need.ROWS || line.withRows < rowsAtOnce);
    }

    /**
     * Waits for a turn. One of the two is called, on the context of the request, unless the client
     * leaves before that.
     *
     * @param begin has a turn, which it has to {@link #give give back}
     * @param refused gets the 429 to answer with
     */
    public void await(
            RoutingContext routing, Need need, Runnable begin, Consumer<ProblemException> refused) {
        var owner = RequestOwner.of(routing);
        var context = routing.vertx().getOrCreateContext();
        var waiting = new Waiting(need, () -> context.runOnContext(now -> begin.run()));
        waiting.timer =
                routing.vertx()
                        .setTimer(
                                waitMillis,
                                late -> {
                                    if (forget(owner, waiting)) {
                                        refused.accept(tooMany());
                                    }
                                });
        switch (join(owner, waiting)) {
            case TURN -> {
                routing.vertx().cancelTimer(waiting.timer);
                waiting.begin.run();
            }
            case LINE -> routing.addEndHandler(left -> leave(routing, owner, waiting));
            case FULL -> {
                routing.vertx().cancelTimer(waiting.timer);
                refused.accept(tooMany());
            }
        }
    }

    private enum Joined {
        TURN,
        LINE,
        FULL
    }

    private synchronized Joined join(Object owner, Waiting waiting) {
        if (take(owner, waiting.need)) {
            return Joined.TURN;
        }
        var line = lines.get(owner);
        if (line.waiting.size() >= mayWait) {
            return Joined.FULL;
        }
        line.waiting.add(waiting);
        return Joined.LINE;
    }

    private void leave(RoutingContext routing, Object owner, Waiting waiting) {
        if (forget(owner, waiting)) {
            routing.vertx().cancelTimer(waiting.timer);
        }
    }

    private synchronized boolean forget(Object owner, Waiting waiting) {
        var line = lines.get(owner);
        return line != null && line.waiting.remove(waiting);
    }

    /** Gives a turn back: the next in the line has it, if there is one. */
    public void give(RoutingContext routing, Need need) {
        begin(routing, next(RequestOwner.of(routing), need));
    }

    /** A request that has a turn needs the database no more: another one may have it. */
    void rowsRead(RoutingContext routing) {
        begin(routing, withoutRows(RequestOwner.of(routing)));
    }

    private static void begin(RoutingContext routing, Waiting next) {
        if (next != null) {
            routing.vertx().cancelTimer(next.timer);
            next.begin.run();
        }
    }

    private synchronized Waiting withoutRows(Object owner) {
        var line = lines.get(owner);
        line.withRows--;
        return next(line);
    }

    private synchronized Waiting next(Object owner, Need ended) {
        var line = lines.get(owner);
        line.count(ended, -1);
        var next = next(line);
        if (line.working == 0) {
            lines.remove(owner);
        }
        return next;
    }

    private Waiting next(Line line) {
        for (var waiting : line.waiting) {
            if (mayBegin(line, waiting.need)) {
                line.waiting.remove(waiting);
                line.count(waiting.need, 1);
                return waiting;
            }
        }
        return null;
    }

    /** How many requests wait for a turn, of all callers. */
    public synchronized int waiting() {
        return lines.values().stream().mapToInt(line -> line.waiting.size()).sum();
    }

    private static ProblemException tooMany() {
        return ProblemException.later(
                429, "Too many requests of yours are under way; try again later", 1);
    }
}
