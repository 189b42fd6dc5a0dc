package org.dreamlms.books.standin;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.dreamlms.books.standin.Route.Access;

/**
 * Control by HTTP, for by-hand use and for tests in which the stand-in is another process. These
 * routes are never counted, never slow and never faulty.
 */
final class ControlRoutes {

    static final String OPERATION = "_standin";

    private static final Map<String, Fault> KINDS =
            Map.of(
                    "hang", Fault.hang(),
                    "drop", Fault.drop(),
                    "reset", Fault.reset(),
                    "500", Fault.serverError(),
                    "503", Fault.unavailable(),
                    "401", Fault.unauthorized(),
                    "garbage", Fault.garbage(),
                    "html", Fault.wrongContentType(),
                    "truncated", Fault.truncated(),
                    "endless", Fault.endless("[{\"id\":1}", ",{\"id\":2}"));

    private final StandInDcs dcs;

    ControlRoutes(StandInDcs dcs) {
        this.dcs = dcs;
    }

    List<Route> routes() {
        return List.of(
                control(HttpMethod.POST, "/_standin/faults", this::fault),
                control(HttpMethod.DELETE, "/_standin/faults", () -> dcs.faults().clear()),
                control(
                        HttpMethod.POST,
                        "/_standin/stop-answering",
                        () -> dcs.faults().always(Faults.ANY, Fault.hang())),
                control(HttpMethod.POST, "/_standin/answer-again", () -> dcs.faults().clear()),
                control(HttpMethod.POST, "/_standin/odd-config", this::oddConfig),
                control(HttpMethod.POST, "/_standin/revoke-tokens", dcs::revokeTokens),
                control(HttpMethod.DELETE, "/_standin/calls", dcs::resetCalls),
                Route.of(
                        HttpMethod.GET,
                        "/_standin/calls",
                        OPERATION,
                        Access.OPEN,
                        exchange -> exchange.json(dcs.callsAsJson())));
    }

    private void fault(Exchange exchange) {
        var request = exchange.request();
        var kind = request.getParam("kind", "500");
        var fault =
                kind.equals("delay")
                        ? Fault.delay(Duration.ofMillis(exchange.intQuery("ms", 1000)))
                        : KINDS.get(kind);
        if (fault == null) {
            throw Refusal.of(400, "kind is one of delay, " + String.join(", ", KINDS.keySet()));
        }
        var times = exchange.intQuery("times", Integer.MAX_VALUE);
        dcs.faults().next(times, request.getParam("operation", Faults.ANY), fault);
    }

    /** {@code book}, and how many {@code activities} or {@code pages}. */
    private void oddConfig(Exchange exchange) {
        int pages = exchange.intQuery("pages", 0);
        var json =
                pages > 0
                        ? OddConfigs.withPages(pages)
                        : OddConfigs.withActivities(exchange.intQuery("activities", 600_000));
        var folder =
                dcs.folder(exchange.intQuery("book", 4))
                        .orElseThrow(() -> Refusal.of(404, "Book not found"));
        dcs.files().put(folder + "/config.json", StandInFile.of(json));
    }

    private static Route control(HttpMethod method, String path, Runnable action) {
        return control(method, path, exchange -> action.run());
    }

    private static Route control(HttpMethod method, String path, Consumer<Exchange> action) {
        return Route.of(
                method,
                path,
                OPERATION,
                Access.OPEN,
                exchange -> {
                    action.accept(exchange);
                    exchange.json(new JsonObject().put("ok", true));
                });
    }
}
