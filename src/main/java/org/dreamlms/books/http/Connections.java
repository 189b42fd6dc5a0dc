package org.dreamlms.books.http;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.dreamlms.books.Bounds;
import org.dreamlms.books.OutageLog;
import org.dreamlms.books.Settings;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * Looks at all connections once a second, and closes those whose client holds them without need: it
 * does not end its request's head, does not read its answers, or has more of them waiting than
 * there is memory. The framework's own times count from the last byte, whatever it was.
 */
@ApplicationScoped
public class Connections {

    private static final Logger LOG = Logger.getLogger(Connections.class);

    private static final long EVERY_MILLIS = 1_000;

    /** What ends transfers of files more precisely comes first. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final long headNanos;
    private final long stallNanos;
    private final long maxPending;
    private final AtomicLong pending = new AtomicLong();
    private final OutageLog closed;
    private volatile long lastPending;
    private final AtomicLong open = new AtomicLong();
    private volatile long lastOpen;
    private long timer;

    Connections(Vertx vertx, Settings settings, Clock clock) {
        this.vertx = vertx;
        this.headNanos = settings.requests().headTimeout().toNanos();
        this.stallNanos = settings.files().stalledTimeout().plus(MARGIN).toNanos();
        this.maxPending = settings.answers().waiting().asLongValue();
        this.closed = new OutageLog(LOG, Logger.Level.WARN, clock);
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(EVERY_MILLIS, now -> lookAtAll());
    }

    void bounds(@Observes Bounds bounds) {
        bounds.count(
                "connections",
                ConfigProvider.getConfig()
                        .getValue("quarkus.http.limits.max-connections", Integer.class),
                () -> lastOpen);
        bounds.bytes("answers-not-taken", maxPending, () -> lastPending);
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    void serve(@ObservesAsync HttpServerStart event) {
        watchServers();
    }

    void register(@Observes Filters filters) {
        filters.register(Connections::begin, RequestOrder.CONNECTION);
    }

    private static void begin(RoutingContext routing) {
        var connection = (ConnectionBase) routing.request().connection();
        ConnectionWatch.of(connection.channel(), 1);
        routing.next();
    }

    private void watchServers() {
        each(((VertxInternal) vertx).getAcceptorEventLoopGroup(), NewConnections::watch);
    }

    private static void each(EventLoopGroup loops, Consumer<Channel> work) {
        for (EventExecutor loop : loops) {
            if (loop instanceof SingleThreadEventLoop own) {
                own.execute(() -> own.registeredChannelsIterator().forEachRemaining(work));
            }
        }
    }

    private void lookAtAll() {
        lastPending = pending.getAndSet(0);
        lastOpen = open.getAndSet(0);
        watchServers();
        each(((VertxInternal) vertx).getEventLoopGroup(), this::look);
    }

    private void look(Channel channel) {
        if (!(channel.parent() instanceof ServerChannel)) {
            return;
        }
        var watch = ConnectionWatch.of(channel, 0);
        var waits = watch.pending();
        pending.addAndGet(waits);
        open.incrementAndGet();
        watch.look(System.nanoTime(), headNanos, stallNanos);
        if (lastPending > maxPending && waits > maxPending / 1_000) {
            watch.end("is one of many that do not read their answers");
        }
        if (watch.fault() != null) {
            closed.say(
                    "The connection of %s is closed: the client %s",
                    channel.remoteAddress(), watch.fault());
        }
    }
}
