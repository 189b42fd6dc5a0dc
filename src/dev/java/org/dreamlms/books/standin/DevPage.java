package org.dreamlms.books.standin;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.dreamlms.books.http.RequestOrder;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * A page for people at {@code /} in dev mode, where other starts have nothing: the demo's books,
 * tokens, and where everything else is. {@code /dev/tokens/{role}} is a token for scripts. Both are
 * there before it is asked who calls, since that is what they are for.
 */
@ApplicationScoped
@IfBuildProfile("dev")
class DevPage {

    private static final Logger LOG = Logger.getLogger(DevPage.class);
    private static final String TOKENS = "/dev/tokens/";

    /** After all others: its line is the one to be read. */
    private static final int LAST = Integer.MAX_VALUE;

    private final DevTokens tokens;
    private final int port;
    private final int managementPort;
    private final String dcs;
    private final boolean standIn;
    private final boolean demo;
    private final String anonymous;
    private final String page;

    DevPage(
            DevTokens tokens,
            @ConfigProperty(name = "quarkus.http.port") int port,
            @ConfigProperty(name = "quarkus.management.port") int managementPort,
            StandInDevMode standIn,
            @ConfigProperty(name = "dcs-books.dcs.url") String dcs,
            @ConfigProperty(name = DevSettings.DEMO, defaultValue = "false") boolean demo,
            @ConfigProperty(name = "dcs-books.access.anonymous") Optional<String> anonymous) {
        this.tokens = tokens;
        this.port = port;
        this.managementPort = managementPort;
        this.dcs = dcs;
        this.standIn = standIn.isWanted();
        this.demo = demo;
        this.anonymous = anonymous.orElse("");
        this.page = read("standin/page.html");
    }

    void register(@Observes Filters filters) {
        filters.register(this::serve, RequestOrder.AUTHENTICATION + 1);
    }

    void register(@Observes ManagementInterface management) {
        management
                .router()
                .get("/")
                .handler(
                        routing ->
                                routing.response()
                                        .setStatusCode(302)
                                        .putHeader(HttpHeaders.LOCATION, address())
                                        .end());
    }

    void say(@Observes @Priority(LAST) StartupEvent event) {
        LOG.infof("Open %s (the books, tokens, Swagger UI); q ends it", address());
    }

    private String address() {
        return "http://localhost:" + port + "/";
    }

    private void serve(RoutingContext routing) {
        var path = routing.normalizedPath();
        if (routing.request().method() != HttpMethod.GET || path == null) {
            routing.next();
        } else if (path.equals("/")) {
            end(routing, "text/html;charset=UTF-8", filled());
        } else if (path.startsWith(TOKENS)
                && tokens.byRole().containsKey(path.substring(TOKENS.length()))) {
            var role = path.substring(TOKENS.length());
            end(routing, "text/plain;charset=UTF-8", tokens.byRole().get(role) + "\n");
        } else {
            routing.next();
        }
    }

    private static void end(RoutingContext routing, String type, String body) {
        routing.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body);
    }

    private String filled() {
        var values =
                new JsonObject()
                        .put("tokens", new JsonObject(Map.copyOf(tokens.byRole())))
                        .put("managementPort", managementPort)
                        .put("dcs", dcs)
                        .put("standIn", standIn)
                        .put("demo", demo)
                        .put("anonymous", anonymous);
        // What ends a script in HTML would end it in a text, too.
        return page.replace("{{values}}", values.encode().replace("<", "\\u003c"));
    }

    private static String read(String resource) {
        try (var in =
                Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
