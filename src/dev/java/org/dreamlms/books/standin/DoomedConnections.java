package org.dreamlms.books.standin;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Connections on which DCS has answered 304: it drops them without a word. A request that comes on
 * one finds it dead; one that is left alone is closed a little later. So the next request fails
 * each time, not only when it wins a race.
 */
final class DoomedConnections {

    private static final long LEFT_ALONE_MILLIS = 500;

    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private final Vertx vertx;

    DoomedConnections(Vertx vertx) {
        this.vertx = vertx;
    }

    void add(HttpConnection connection) {
        connections.add(connection);
        connection.closeHandler(closed -> connections.remove(connection));
        vertx.setTimer(LEFT_ALONE_MILLIS, timer -> connection.close());
    }

    /** Whether the request came too late; its connection is closed then. */
    boolean drop(HttpServerRequest request) {
        var late = connections.contains(request.connection());
        if (late) {
            request.connection().close();
        }
        return late;
    }
}
