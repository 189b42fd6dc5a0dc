package org.dreamlms.books.http.input;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response.Status;
import java.io.ByteArrayInputStream;
import org.dreamlms.books.Bounds;
import org.dreamlms.books.Settings;
import org.dreamlms.books.http.RequestOrder;
import org.dreamlms.books.http.RequestOwner;
import org.dreamlms.books.http.SharedBytes;
import org.dreamlms.books.http.problem.ProblemException;
import org.dreamlms.books.http.problem.ProblemWriter;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Reads the bodies of requests on the event loop, whole, before anything is done with them: a
 * client that sends slowly holds no thread. A body that is too large, too slow, or for which there
 * is no memory ends its request, and the connection with it.
 */
@ApplicationScoped
public class RequestBodies {

    private static final String KEY = RequestBodies.class.getName();
    private static final String STRANGER = KEY + ".stranger";
    private static final String ACCOUNT = KEY + ".account";

    /** The part of all memory that the unproved bodies of one address may use; all may use 1/4. */
    static final int STRANGERS = 32;

    private static final byte[] NONE = {};
    private static final String CONTINUE = "100-continue";

    private final BodyLimit limit;
    private final Settings.Requests settings;
    private final ProblemWriter problems;
    private final SharedBytes memory;
    private final SharedBytes strangers;

    RequestBodies(BodyLimit limit, Settings settings, ProblemWriter problems) {
        this.limit = limit;
        this.settings = settings.requests();
        this.problems = problems;
        long all = this.settings.bodies().asLongValue();
        this.memory = new SharedBytes(all, all / 4);
        this.strangers = new SharedBytes(all / 4, all / STRANGERS);
    }

    /**
     * Says, before the body is read, that only the body itself will prove who has sent it: until
     * then it counts for its sender as well, who may have little of it.
     *
     * @param sender from whom it seems to come
     */
    public void ofStranger(RoutingContext routing, Object sender) {
        routing.put(STRANGER, sender);
    }

    /** Says that it is known now who has sent the body. */
    public void known(RoutingContext routing) {
        BodyAccount account = routing.get(ACCOUNT);
        if (account != null) {
            account.known();
        }
    }

    void bounds(@Observes Bounds bounds) {
        bounds.bytes("bodies", settings.bodies().asLongValue(), memory::used);
    }

    void register(@Observes Filters filters) {
        filters.register(this::read, RequestOrder.BODY);
    }

    /** How many bytes of bodies are in memory. */
    public long held() {
        return memory.used();
    }

    /** Gives REST what was read, so that it does not look for it at the connection. */
    @ServerRequestFilter(nonBlocking = true, priority = RequestOrder.REST_BODY)
    public void handOver(ContainerRequestContext request, RoutingContext routing) {
        if (mayHaveBody(routing.request().method())) {
            Buffer body = routing.get(KEY);
            request.setEntityStream(
                    new ByteArrayInputStream(body == null ? NONE : body.getBytes()));
        }
    }

    private void read(RoutingContext routing) {
        var request = routing.request();
        if (!hasBody(request)) {
            routing.next();
            return;
        }
        if (routing.response().closed()) {
            // The client has left before it was known who it is.
            return;
        }
        var account =
                new BodyAccount(memory, RequestOwner.of(routing), strangers, routing.get(STRANGER));
        routing.put(ACCOUNT, account);
        var reading = new BodyReading(routing.vertx(), request, settings);
        var room = new BodyReading.Room(limit.of(routing), account::take);
        routing.addEndHandler(
                ended -> {
                    reading.stop();
                    account.close();
                });
        if (CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            routing.response().writeContinue();
        }
        reading.start(
                room,
                body -> {
                    routing.put(KEY, body);
                    routing.next();
                },
                failure -> refuse(routing, failure));
    }

    private void refuse(RoutingContext routing, BodyReading.Failure failure) {
        BodyLimit.closeAfter(routing);
        switch (failure) {
            case TOO_LARGE -> limit.refuse(routing);
            case TOO_SLOW ->
                    problems.send(
                            routing,
                            ProblemException.of(
                                    Status.REQUEST_TIMEOUT,
                                    "The body did not come in time; try again"));
            case NO_MEMORY ->
                    problems.send(
                            routing,
                            ProblemException.later(
                                    503, "Too many bodies are under way; try again", 5));
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        if (!mayHaveBody(request.method())) {
            return false;
        }
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null
                ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                        || request.version() == HttpVersion.HTTP_2
                : !length.equals("0");
    }

    /** No route looks at the body of a read. */
    private static boolean mayHaveBody(HttpMethod method) {
        return method != HttpMethod.GET && method != HttpMethod.HEAD;
    }
}
