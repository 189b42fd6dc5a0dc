package org.dreamlms.books.dcs;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.dreamlms.books.Settings;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/**
 * Who we are to DCS: logs in with e-mail and password where they are configured, one login for all
 * who wait, and holds the token until shortly before DCS ends it; the API key otherwise.
 */
@ApplicationScoped
class DcsSession {

    /** How long refused credentials are not tried again: each try costs DCS a password hash. */
    static final Duration REFUSAL_HELD = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(DcsSession.class);

    private final DcsApi api;
    private final DcsJson json;
    private final ObjectReader reader;
    private final Clock clock;
    private final Duration lifetime;
    private final Optional<Credentials> credentials;
    private final Optional<String> apiKey;
    private final DcsResilience guard;
    private final DcsMeters meters;
    private final AtomicReference<Held> current = new AtomicReference<>();

    DcsSession(
            @RestClient DcsApi api,
            DcsJson json,
            Clock clock,
            Settings settings,
            DcsResilience guard,
            DcsMeters meters,
            ObjectMapper mapper) {
        this.api = api;
        this.json = json;
        this.reader = mapper.readerFor(Login.class);
        this.guard = guard;
        this.clock = clock;
        this.meters = meters;
        var dcs = settings.dcs();
        this.lifetime = dcs.loginLifetime();
        this.credentials = dcs.email().flatMap(e -> dcs.password().map(p -> new Credentials(e, p)));
        this.apiKey = dcs.apiKey();
    }

    @RegisterForReflection
    record Credentials(String email, String password) {

        @Override
        public String toString() {
            return "Credentials[email=" + email + "]";
        }
    }

    @RegisterForReflection
    record Login(@JsonProperty("access_token") String accessToken) {

        @Override
        public String toString() {
            return "Login[]";
        }
    }

    /** One login: the token once it is there, and when it is to be given up. */
    private record Held(CompletableFuture<String> authorization, Instant until) {

        boolean usableAt(Instant now) {
            return now.isBefore(until);
        }

        boolean isGoodAt(Instant now) {
            return usableAt(now)
                    && authorization.isDone()
                    && !authorization.isCompletedExceptionally();
        }

        boolean gave(String value) {
            return !authorization.isCompletedExceptionally()
                    && value.equals(authorization.getNow(null));
        }

        /** A view that a caller may cancel without taking the login from the others. */
        Uni<String> await() {
            return Uni.createFrom().completionStage(authorization::copy);
        }
    }

    /**
     * The value of the Authorization header.
     *
     * @return fails with {@link DcsException.Refused} when DCS does not take the credentials or
     *     none are configured, with another {@link DcsException} when it could not be asked
     */
    Uni<String> authorization() {
        if (credentials.isEmpty()) {
            return apiKey.map(key -> Uni.createFrom().item("Bearer " + key))
                    .orElseGet(
                            () ->
                                    Uni.createFrom()
                                            .failure(
                                                    new DcsException.Refused(
                                                            "no credentials for DCS are configured: set"
                                                                    + " DREAM_CENTRAL_STORAGE_EMAIL and _PASSWORD")));
        }
        while (true) {
            var login = current.get();
            if (login != null && login.usableAt(clock.instant())) {
                return login.await();
            }
            var next = new Held(new CompletableFuture<>(), clock.instant().plus(lifetime));
            if (current.compareAndSet(login, next)) {
                logIn(next);
                return next.await();
            }
        }
    }

    /** When the login that is in use was asked for; empty with an API key, or without a login. */
    Optional<Instant> loggedInAt() {
        return Optional.ofNullable(current.get())
                .filter(login -> login.isGoodAt(clock.instant()))
                .map(login -> login.until().minus(lifetime));
    }

    /** Whether e-mail and password are configured, not an API key alone. */
    boolean logsIn() {
        return credentials.isPresent();
    }

    /**
     * DCS did not take this authorization.
     *
     * @return whether another one can be had, so that asking again makes sense
     */
    boolean rejected(String authorization) {
        if (credentials.isEmpty()) {
            return false;
        }
        var login = current.get();
        if (login != null && login.gave(authorization)) {
            current.compareAndSet(login, null);
        }
        return true;
    }

    private void logIn(Held login) {
        // Repeated and counted here, once for all who wait: were it part of each waiter's own call,
        // a single failure would count as many and open the breaker.
        guard.repeated(() -> true, () -> guard.counted(() -> meters.timed("login", newToken())))
                .subscribe()
                .with(login.authorization::complete, failure -> failed(login, failure));
    }

    private void failed(Held login, Throwable failure) {
        if (failure instanceof DcsStatusException status && status.unauthorized()) {
            LOG.error(
                    "DCS refused the login: check DREAM_CENTRAL_STORAGE_EMAIL and"
                            + " DREAM_CENTRAL_STORAGE_PASSWORD");
            var held = new Held(login.authorization, clock.instant().plus(REFUSAL_HELD));
            current.compareAndSet(login, held);
            login.authorization.completeExceptionally(
                    new DcsException.Refused("DCS refused the login"));
        } else {
            current.compareAndSet(login, null);
            login.authorization.completeExceptionally(Failures.translate(failure));
        }
    }

    private Uni<String> newToken() {
        DcsRequest<Login> request =
                DcsRequest.value(none -> api.login(credentials.orElseThrow()), reader);
        return json.ask(request, null).map(DcsSession::bearer);
    }

    private static String bearer(Login answer) {
        if (answer == null || answer.accessToken() == null || answer.accessToken().isBlank()) {
            throw new DcsException.Garbage("the login answer holds no access_token", null);
        }
        return "Bearer " + answer.accessToken();
    }
}
