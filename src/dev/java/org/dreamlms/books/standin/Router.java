package org.dreamlms.books.standin;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Leads a request through the order of the real server: redirect for a wrong slash, 404 and 405,
 * then credentials, then the route. Counting and faults come before all of these.
 */
final class Router {

    private final StandInDcs dcs;
    private final Vertx vertx;
    private final List<Route> routes;
    private final Gate gate;

    Router(StandInDcs dcs, Vertx vertx, List<Route> routes) {
        this.dcs = dcs;
        this.vertx = vertx;
        this.routes = routes;
        this.gate = new Gate(dcs);
    }

    void handle(HttpServerRequest request) {
        if (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD) {
            arrived(request, Buffer.buffer());
        } else {
            request.body().onSuccess(body -> arrived(request, body));
        }
    }

    private void arrived(HttpServerRequest request, Buffer body) {
        var path = decoded(request.path());
        var answer = answer(request, body, path);
        if (answer.operation().equals(ControlRoutes.OPERATION)) {
            answer.send().run();
            return;
        }
        dcs.arrived(answer.operation(), request);
        var fault = dcs.faults().take(answer.operation());
        Runnable send =
                fault == null ? answer.send() : () -> fault.strike(request, vertx, answer.send());
        later(dcs.latency().toMillis(), send);
    }

    private Answer answer(HttpServerRequest request, Buffer body, String path) {
        for (var route : routes) {
            var match = route.path().matcher(path);
            if (route.method() == request.method() && match.matches()) {
                var exchange = new Exchange(request, body, match.toMatchResult());
                return new Answer(route.operation(), () -> enter(route, exchange));
            }
        }
        if (matchesAny(path)) {
            return new Answer("405", () -> methodNotAllowed(request, path));
        }
        var other = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
        if (matchesAny(other)) {
            return new Answer("307", () -> redirect(request));
        }
        return new Answer("404", () -> send(request, Refusal.of(404, "Not Found")));
    }

    private boolean matchesAny(String path) {
        return routes.stream().anyMatch(route -> route.path().matcher(path).matches());
    }

    private void enter(Route route, Exchange exchange) {
        var entry = gate.check(route.access(), exchange.request());
        later(
                entry.cost().toMillis(),
                () -> {
                    try {
                        if (entry.refusal() != null) {
                            throw entry.refusal();
                        }
                        route.action().accept(exchange);
                    } catch (Refusal e) {
                        exchange.refuse(e);
                    } catch (RuntimeException e) {
                        exchange.crash();
                    }
                });
    }

    private void later(long millis, Runnable action) {
        if (millis <= 0) {
            action.run();
        } else {
            vertx.setTimer(millis, timer -> action.run());
        }
    }

    private void methodNotAllowed(HttpServerRequest request, String path) {
        var allowed =
                routes.stream()
                        .filter(route -> route.path().matcher(path).matches())
                        .map(route -> route.method().name())
                        .distinct()
                        .collect(Collectors.joining(", "));
        request.response().putHeader("allow", allowed);
        send(request, Refusal.of(405, "Method Not Allowed"));
    }

    /** The scheme is http even behind TLS, and the host is whatever the client called us. */
    private static void redirect(HttpServerRequest request) {
        var raw = request.path();
        var path = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw + "/";
        var query = request.query() == null ? "" : "?" + request.query();
        var location = "http://" + request.getHeader("host") + path + query;
        request.response().setStatusCode(307).putHeader("location", location).end();
    }

    private static void send(HttpServerRequest request, Refusal refusal) {
        request.response()
                .setStatusCode(refusal.status())
                .putHeader("content-type", "application/json")
                .end(refusal.body());
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }

    private record Answer(String operation, Runnable send) {}
}
