package org.dreamlms.books.ops;

import io.quarkus.arc.ClientProxy;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.logging.Level;
import org.dreamlms.books.Settings;
import org.dreamlms.books.access.token.RehearsalToken;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Ends a {@link Settings#rehearsal()} once the service has answered for its health and for one
 * book, whatever the answers: what counts is that the classes were loaded, those of REST, the
 * catalogue, tokens and the calls of DCS included. Any free port will do: both settings may be 0.
 */
@ApplicationScoped
class Rehearsal {

    private static final Logger LOG = Logger.getLogger(Rehearsal.class);

    // Kept, since java.util.logging forgets the level of a logger that nobody holds.
    private static final java.util.logging.Logger OTHERS =
            java.util.logging.Logger.getLogger("org.dreamlms.books");
    private static final java.util.logging.Logger OWN =
            java.util.logging.Logger.getLogger(Rehearsal.class.getName());

    private static final String HERE = "localhost";

    private static final long PAUSE_MILLIS = 50;

    private final Settings settings;
    private final Vertx vertx;
    private final HttpServer server;
    private final RehearsalToken token;

    private final int port;
    private final int managementPort;

    Rehearsal(
            Settings settings,
            Vertx vertx,
            HttpServer server,
            RehearsalToken token,
            @ConfigProperty(name = "quarkus.http.port") int port,
            @ConfigProperty(name = "quarkus.management.port") int managementPort) {
        this.settings = settings;
        this.vertx = vertx;
        this.server = server;
        this.token = token;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Before all others: that neither DCS nor a database is there is what a rehearsal expects. */
    void quieten(@Observes @Priority(1) StartupEvent event) {
        if (settings.rehearsal()) {
            OTHERS.setLevel(Level.OFF);
            OWN.setLevel(Level.INFO);
        }
    }

    void begin(@Observes StartupEvent event) {
        if (settings.rehearsal()) {
            // Made now, since later on it would not be made any more. It knows ports that the
            // system has chosen, once they are open; asked before, it never learns of them.
            ClientProxy.unwrap(server);
            vertx.setPeriodic(PAUSE_MILLIS, this::askOnceAllHasStarted);
        }
    }

    private void askOnceAllHasStarted(long timer) {
        var application = Application.currentApplication();
        if (application == null || !application.isStarted()) {
            return;
        }
        vertx.cancelTimer(timer);
        var client = vertx.createHttpClient();
        int open = port == 0 ? server.getPort() : port;
        int management = managementPort == 0 ? server.getManagementPort() : managementPort;
        status(client, management, "/q/health/ready")
                .compose(health -> status(client, open, "/books/1"))
                .onComplete(
                        answer -> {
                            LOG.infof(
                                    "Rehearsed: %s",
                                    answer.succeeded()
                                            ? "answered %d, as it should without DCS"
                                                    .formatted(answer.result())
                                            : answer.cause().getMessage());
                            Quarkus.asyncExit(answer.succeeded() ? 0 : 1);
                        });
    }

    private Future<Integer> status(HttpClient client, int port, String path) {
        return client.request(HttpMethod.GET, port, HERE, path)
                .compose(
                        request ->
                                request.putHeader(
                                                HttpHeaders.AUTHORIZATION,
                                                "Bearer " + token.admin())
                                        .send())
                .compose(response -> response.body().map(body -> response.statusCode()));
    }
}
