package org.dreamlms.books.ops;

import io.quarkus.runtime.Quarkus;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import org.dreamlms.books.Settings;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Ends a {@link Settings#rehearsal()} once the service has answered for its health and for one
 * book, whatever the answers: what counts is that the classes were loaded, those of REST, the
 * catalogue and the calls of DCS included. Whoever asks a rehearsal from this machine is an admin,
 * so that the question gets so far.
 */
@ApplicationScoped
class Rehearsal {

    private static final Logger LOG = Logger.getLogger(Rehearsal.class);
    private static final String HERE = "localhost";

    private final Settings settings;
    private final Vertx vertx;
    private final int port;
    private final int managementPort;

    Rehearsal(
            Settings settings,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int port,
            @ConfigProperty(name = "quarkus.management.port", defaultValue = "9000")
                    int managementPort) {
        this.settings = settings;
        this.vertx = vertx;
        this.port = port;
        this.managementPort = managementPort;
    }

    void end(@ObservesAsync HttpServerStart started) {
        if (!settings.rehearsal()) {
            return;
        }
        var client = vertx.createHttpClient();
        status(client, managementPort, "/q/health/ready")
                .compose(health -> status(client, port, "/books/1"))
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
