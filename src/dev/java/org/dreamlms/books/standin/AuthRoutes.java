package org.dreamlms.books.standin;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.dreamlms.books.standin.Route.Access;

/** Login, and the routes that anybody may ask. */
final class AuthRoutes {

    private static final long LOGIN_MILLIS = 45;

    private final StandInDcs dcs;
    private final Vertx vertx;

    AuthRoutes(StandInDcs dcs, Vertx vertx) {
        this.dcs = dcs;
        this.vertx = vertx;
    }

    List<Route> routes() {
        return List.of(
                Route.of(HttpMethod.POST, "/auth/login", "login", Access.OPEN, this::login),
                open("/", "root", new JsonObject().put("message", "Dream Central Storage API")),
                open("/health", "health", new JsonObject().put("status", "ok")),
                open("/openapi.json", "openapi", new JsonObject().put("openapi", "3.1.0")),
                Route.of(
                        HttpMethod.GET,
                        "/metrics",
                        "metrics",
                        Access.OPEN,
                        exchange ->
                                exchange.response()
                                        .putHeader("content-type", "text/plain; version=0.0.4")
                                        .end("# no metrics here\n")));
    }

    private static Route open(String path, String operation, JsonObject answer) {
        return Route.of(
                HttpMethod.GET, path, operation, Access.OPEN, exchange -> exchange.json(answer));
    }

    private void login(Exchange exchange) {
        var body = exchange.jsonBody();
        for (var field : List.of("email", "password")) {
            if (!(body.getValue(field) instanceof String)) {
                throw Refusal.missing("body", field);
            }
        }
        if (dcs.realisticTiming()) {
            vertx.setTimer(LOGIN_MILLIS, timer -> answer(exchange, body));
        } else {
            answer(exchange, body);
        }
    }

    private void answer(Exchange exchange, JsonObject body) {
        if (!StandInDcs.EMAIL.equals(body.getString("email"))
                || !StandInDcs.PASSWORD.equals(body.getString("password"))) {
            exchange.refuse(Refusal.of(401, "Invalid credentials"));
            return;
        }
        exchange.json(
                new JsonObject()
                        .put("access_token", dcs.tokens().issue(StandInDcs.EMAIL))
                        .put("token_type", "bearer"));
    }
}
