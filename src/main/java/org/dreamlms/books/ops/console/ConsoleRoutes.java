package org.dreamlms.books.ops.console;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.dreamlms.books.OwnThreads;
import org.dreamlms.books.Settings;
import org.dreamlms.books.Settings.Console.Mode;
import org.dreamlms.books.http.input.BookId;
import org.dreamlms.books.http.problem.ProblemException;
import org.dreamlms.books.http.problem.ProblemWriter;
import org.dreamlms.books.replica.Invalidation;
import org.jboss.logging.Logger;

/**
 * The console on the management port: the page at {@code GET /q/console}, what it shows as JSON at
 * {@code /q/console/state} and {@code /q/console/history}, and what its buttons do as {@code POST}.
 * Nothing of it is done by an event loop or by a worker that requests need.
 */
@ApplicationScoped
class ConsoleRoutes {

    private static final Logger LOG = Logger.getLogger(ConsoleRoutes.class);

    private static final String BASE = "/q/console";
    private static final String NUMBER = "(?<id>[0-9]{1,18})";
    private static final String POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Before anything that could answer. */
    private static final int GUARD = Integer.MIN_VALUE;

    private static final int WAITING = 50;
    private static final int LONGEST_NAME = 100;

    private final Settings.Console settings;
    private final ConsoleFiles files;
    private final ConsoleState state;
    private final Sampler sampler;
    private final ConsoleActions actions;
    private final MissingRows rows;
    private final ConsoleAnswers answers;
    private final ProblemWriter problems;
    private final ExecutorService lookers = OwnThreads.named("console", 1, WAITING);
    private final ExecutorService doers = OwnThreads.named("console-actions", 2, WAITING);

    ConsoleRoutes(
            Settings settings,
            ConsoleFiles files,
            ConsoleState state,
            Sampler sampler,
            ConsoleActions actions,
            MissingRows rows,
            ConsoleAnswers answers,
            ProblemWriter problems) {
        this.settings = settings.console();
        this.files = files;
        this.state = state;
        this.sampler = sampler;
        this.actions = actions;
        this.rows = rows;
        this.answers = answers;
        this.problems = problems;
    }

    /** Answers a request, or fails with what is told to the client. */
    private interface Work {
        void run() throws SQLException;
    }

    /** Does something, and says what it did. */
    private interface Action {
        JsonObject run() throws SQLException;
    }

    void add(@Observes ManagementInterface management) {
        if (settings.mode() == Mode.OFF) {
            return;
        }
        var router = management.router();
        looks(router);
        router.post(BASE + "/*").order(GUARD).handler(this::guard);
        router.post(BASE + "/refresh")
                .handler(
                        r ->
                                act(
                                        r,
                                        "refresh everything",
                                        () -> actions.refresh(Invalidation.everything())));
        router.postWithRegex(BASE + "/books/" + NUMBER + "/refresh").handler(this::refreshBook);
        router.postWithRegex(BASE + "/events/" + NUMBER + "/replay").handler(this::replay);
        router.post(BASE + "/audit").handler(r -> act(r, "look for missing books", actions::audit));
    }

    private void looks(Router router) {
        router.get(BASE).handler(r -> look(r, () -> file(r, ConsoleFiles.PAGE)));
        router.get(BASE + "/state").handler(r -> look(r, () -> answers.tagged(r, state.json())));
        router.get(BASE + "/history")
                .handler(r -> look(r, () -> answers.tagged(r, sampler.json())));
        router.getWithRegex(BASE + "/references/" + NUMBER).handler(this::references);
        router.getWithRegex(BASE + "/(?<file>[A-Za-z.]{1,40})").handler(this::file);
    }

    private void file(RoutingContext routing, String name) {
        routing.response().putHeader("Content-Security-Policy", POLICY);
        answers.tagged(routing, files.file(name), ConsoleFiles.TYPES.get(name));
    }

    private void file(RoutingContext routing) {
        var name = routing.pathParam("file");
        if (ConsoleFiles.has(name)) {
            look(routing, () -> file(routing, name));
        } else {
            routing.next();
        }
    }

    private void references(RoutingContext routing) {
        later(
                doers,
                routing,
                () -> answers.once(routing, 200, rows.of(BookId.fromString(id(routing)).value())));
    }

    private void refreshBook(RoutingContext routing) {
        act(
                routing,
                "refresh book " + id(routing),
                () -> {
                    var book = BookId.fromString(id(routing)).value();
                    return actions.refresh(Invalidation.book(book)).put("book", book);
                });
    }

    private void replay(RoutingContext routing) {
        act(
                routing,
                "replay event " + id(routing),
                () -> actions.replay(Long.parseLong(id(routing))));
    }

    private static String id(RoutingContext routing) {
        return routing.pathParam("id");
    }

    private void look(RoutingContext routing, Work work) {
        later(lookers, routing, work);
    }

    private void act(RoutingContext routing, String what, Action action) {
        LOG.infof("Console: %s asks to %s", who(routing), what);
        later(
                doers,
                routing,
                () -> {
                    var done = action.run();
                    state.forget();
                    answers.once(routing, 202, done);
                });
    }

    /** Lets actions pass that may be done. */
    private void guard(RoutingContext routing) {
        if (settings.mode() != Mode.FULL) {
            refuse(
                    routing,
                    "The console only shows: DCS_BOOKS_CONSOLE_MODE=full lets it change something");
        } else if (!SameSite.is(routing.request())) {
            refuse(routing, "The request comes from another site");
        } else {
            routing.next();
        }
    }

    private void refuse(RoutingContext routing, String why) {
        problems.send(routing, ProblemException.of(Status.FORBIDDEN, why));
    }

    /** As a proxy before us has it; the address says which proxy, or who it is without one. */
    private String who(RoutingContext routing) {
        var name =
                settings.callerHeader()
                        .flatMap(h -> Optional.ofNullable(routing.request().getHeader(h)))
                        .map(n -> n.substring(0, Math.min(LONGEST_NAME, n.length())))
                        .orElse("somebody");
        return name + " at " + routing.request().remoteAddress().hostAddress();
    }

    private void later(ExecutorService threads, RoutingContext routing, Work work) {
        try {
            threads.execute(() -> run(routing, work));
        } catch (RejectedExecutionException e) {
            problems.send(routing, ProblemException.later(503, "Too many consoles; try again", 5));
        }
    }

    private void run(RoutingContext routing, Work work) {
        try {
            work.run();
        } catch (ProblemException e) {
            problems.send(routing, e);
        } catch (SQLException e) {
            LOG.warnf("Console: the database can't be used: %s", e.getMessage());
            problems.send(
                    routing,
                    ProblemException.later(503, "The database can't be reached; try again", 5));
        } catch (RuntimeException | Error e) {
            LOG.error("Console: a request failed", e);
            routing.fail(500);
        }
    }
}
