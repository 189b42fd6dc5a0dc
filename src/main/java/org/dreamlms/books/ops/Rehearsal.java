package org.dreamlms.books.ops;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.dreamlms.books.Settings;
import org.jboss.logging.Logger;

/**
 * Ends a {@link Settings#rehearsal()} once the service has answered for its health and for one
 * book, whatever the answers: what counts is that the classes were loaded, those of REST, the
 * catalogue and the calls of DCS included. Whoever asks a rehearsal from this machine is an admin,
 * so that the question gets so far. Any free port will do: both settings may be 0.
 */
@ApplicationScoped
class Rehearsal {

    private static final Logger LOG = Logger.getLogger(Rehearsal.class);
    private static final String HERE = "localhost";

    private static final long PAUSE_MILLIS = 50;

    private final Settings settings;
    private final Vertx vertx;
    private final HttpServer server;

    Rehearsal(Settings settings, Vertx vertx, HttpServer server) {
        this.settings = settings;
        this.vertx = vertx;
        this.server = server;
    }

    void begin(@Observes StartupEvent event) {
        if (settings.rehearsal()) {
            // A bean that is first used when all has started would not be made any more.
            server.getPort();
            vertx.setPeriodic(PAUSE_MILLIS, this::askOncePortsAreOpen);
        }
    }

    private void askOncePortsAreOpen(long timer) {
        if (server.getPort() <= 0 || server.getManagementPort() <= 0) {
            return;
        }
        vertx.cancelTimer(timer);
        var client = vertx.createHttpClient();
        status(client, server.getManagementPort(), "/q/health/ready")
                .compose(health -> status(client, server.getPort(), "/books/1"))
                .onComplete(
                        answer -> {
                            LOG.infof(
                                    "Rehearsed: %s",
                                    answer.succeeded()
                                            ? "answered " + answer.result()
                                            : answer.cause().getMessage());
                            Quarkus.asyncExit(answer.succeeded() ? 0 : 1);
                        });
    }

    private static Future<Integer> status(HttpClient client, int port, String path) {
        return client.request(HttpMethod.GET, port, HERE, path)
                .compose(request -> request.send())
                .compose(response -> response.body().map(body -> response.statusCode()));
    }
}
