package org.dreamlms.books.standin;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** The HTTP server of the stand-in, which can go away and come back on the same port. */
final class StandInServer {

    /** Nobody else on the network is served: the sample data has passwords that everybody knows. */
    private static final String HERE = "localhost";

    private final StandInDcs dcs;
    private final Optional<PfxOptions> certificate;
    private final Vertx vertx;
    private HttpServer server;
    private int port;

    StandInServer(StandInDcs dcs, Optional<PfxOptions> certificate) {
        this.dcs = dcs;
        this.certificate = certificate;
        this.vertx =
                Vertx.vertx(
                        new VertxOptions()
                                .setEventLoopPoolSize(2)
                                .setWorkerPoolSize(1)
                                .setInternalBlockingPoolSize(1)
                                .setFileSystemOptions(
                                        new FileSystemOptions()
                                                .setFileCachingEnabled(false)
                                                .setClassPathResolvingEnabled(false)));
    }

    Vertx vertx() {
        return vertx;
    }

    String scheme() {
        return certificate.isPresent() ? "https" : "http";
    }

    synchronized int port() {
        return port;
    }

    synchronized void start(int wanted) {
        if (server != null) {
            return;
        }
        // The real server speaks HTTP/1.1 only; clients that offer an upgrade must see that.
        var options = new HttpServerOptions().setHttp2ClearTextEnabled(false);
        certificate.ifPresent(shown -> options.setSsl(true).setKeyCertOptions(shown));
        var doomed = new DoomedConnections(vertx);
        var router = new Router(dcs, vertx, routes(new ObjectSender(doomed)));
        var listening =
                vertx.createHttpServer(options)
                        .requestHandler(
                                request -> {
                                    if (!doomed.drop(request)) {
                                        request.response().putHeader("server", "uvicorn");
                                        router.handle(request);
                                    }
                                })
                        .listen(wanted, HERE);
        server = await(listening);
        port = server.actualPort();
    }

    synchronized void stop() {
        if (server != null) {
            await(server.close());
            server = null;
        }
    }

    void close() {
        stop();
        await(vertx.close());
    }

    private List<Route> routes(ObjectSender sender) {
        return Stream.of(
                        new BookRoutes(dcs).routes(),
                        new StorageRoutes(dcs, sender, new Presigned(dcs)).routes(),
                        new AuthRoutes(dcs, vertx).routes(),
                        new PublisherRoutes(dcs.publishers()).routes(),
                        new WebhookRoutes(dcs.webhooks()).routes(),
                        new ControlRoutes(dcs).routes())
                .flatMap(List::stream)
                .toList();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
