package org.dreamlms.books.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.dreamlms.books.OutageLog;
import org.dreamlms.books.Settings;
import org.dreamlms.books.access.Authenticator.Known;
import org.dreamlms.books.access.CallerSession.State;
import org.dreamlms.books.access.link.SignedLinks;
import org.dreamlms.books.access.token.TokenForm;
import org.dreamlms.books.access.token.Tokens;
import org.dreamlms.books.caller.Access;
import org.dreamlms.books.caller.BookVisibility;
import org.dreamlms.books.caller.Caller;
import org.dreamlms.books.caller.Role;
import org.dreamlms.books.http.RequestOrder;
import org.dreamlms.books.http.RequestOwner;
import org.dreamlms.books.http.answer.CachePolicy;
import org.dreamlms.books.http.problem.ProblemException;
import org.dreamlms.books.http.problem.ProblemWriter;
import org.jboss.logging.Logger;

/**
 * The one door: every request to the public port, to whatever route or none, is asked here who
 * sends it, and goes on with its {@link Access} or not at all. A caller who is known costs two
 * look-ups on the event loop; others are looked up by a worker meanwhile.
 *
 * <p>It is ours and not Quarkus Security's, whose identity would be made again for each request:
 * here a remembered token costs no signature, no statement and no blocking thread, a caller is
 * counted before memory is spent, signed links and open images stand beside tokens, and books are
 * hidden rather than forbidden. What that framework has besides, annotations of roles, would say
 * too little: most rules are about rows.
 */
@ApplicationScoped
class Authentication {

    private static final Logger LOG = Logger.getLogger(Authentication.class);
    private static final String KEPT = CachePolicy.MINUTE.cacheControl();
    private static final String ASK = CachePolicy.ASK.cacheControl();
    private static final int UNAVAILABLE_SECONDS = 5;

    /** How a header begins that is remembered; whatever is sent otherwise is looked up by it. */
    private static final String REMEMBERED = "Bearer ";

    private final Authenticator authenticator;
    private final CallerDirectory callers;
    private final SignedLinks links;
    private final ProblemWriter problems;
    private final AddressLimits addresses;
    private final OpenImages images;
    private final Settings.Access settings;
    private final Optional<Access> anonymous;
    private final Clock clock;
    private final OutageLog failures;

    Authentication(
            Authenticator authenticator,
            CallerDirectory callers,
            SignedLinks links,
            ProblemWriter problems,
            AddressLimits addresses,
            OpenImages images,
            Settings settings,
            Clock clock) {
        this.authenticator = authenticator;
        this.callers = callers;
        this.links = links;
        this.problems = problems;
        this.addresses = addresses;
        this.images = images;
        this.settings = settings.access();
        this.anonymous = this.settings.anonymous().map(Authentication::anonymous);
        this.clock = clock;
        this.failures = new OutageLog(LOG, Logger.Level.WARN, clock);
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, RequestOrder.AUTHENTICATION);
    }

    private void check(RoutingContext routing) {
        var field = routing.request().getHeader(HttpHeaders.AUTHORIZATION);
        // The field as it is: to take the token out of it costs more than to look it up.
        if (field != null && enterIfKnown(routing, field)) {
            return;
        }
        var token = OpenRoutes.token(routing, settings.tokenInQuery());
        if (token == null || OpenRoutes.isOpen(routing, settings.openDocumentation())) {
            withoutToken(routing);
        } else if (!TokenForm.isCanonical(token)) {
            refuse(routing, Tokens.refused("it can't be verified"));
        } else {
            var credentials = REMEMBERED + token;
            if (credentials.equals(field) || !enterIfKnown(routing, credentials)) {
                lookUp(routing, credentials, token);
            }
        }
    }

    /** Ends the check of those of whom memory knows all; the others have to be looked up. */
    private boolean enterIfKnown(RoutingContext routing, String credentials) {
        var known = authenticator.known(credentials);
        var state = known == null ? null : callers.known(known.session());
        if (state == null) {
            return false;
        }
        enter(routing, known.session(), state, () -> {});
        return true;
    }

    private void withoutToken(RoutingContext routing) {
        try {
            var link = links.check(routing);
            if (link.isPresent()) {
                addresses.count(routing);
                link.get().attach(routing);
                RequestOwner.set(routing, SignedLinks.owner(routing));
                routing.next();
            } else if (OpenRoutes.isOpen(routing, settings.openDocumentation())) {
                routing.next();
            } else if (anonymous.isPresent()) {
                anonymous.get().attach(routing);
                routing.next();
            } else if (images.wants(routing)) {
                addresses.count(routing);
                admit(routing);
            } else {
                throw ProblemException.noToken();
            }
        } catch (ProblemException e) {
            refuse(routing, e);
        }
    }

    private void admit(RoutingContext routing) {
        var context = Vertx.currentContext();
        images.admit(routing)
                .subscribe()
                .with(
                        access ->
                                context.runOnContext(
                                        now -> {
                                            access.attach(routing);
                                            RequestOwner.set(routing, routing.normalizedPath());
                                            routing.next();
                                        }),
                        failure -> context.runOnContext(now -> fail(routing, failure)));
    }

    /** Nobody learns more by trying more often. */
    private void refuse(RoutingContext routing, ProblemException problem) {
        try {
            if (problem.status() == 401) {
                addresses.count(routing);
            }
            problems.send(routing, problem);
        } catch (ProblemException e) {
            problems.send(routing, e);
        }
    }

    private void lookUp(RoutingContext routing, String credentials, String token) {
        var context = Vertx.currentContext();
        var known = authenticator.known(credentials);
        var verified =
                known == null
                        ? authenticator.verify(credentials, token)
                        : CompletableFuture.completedFuture(known);
        verified.thenCompose(
                        found ->
                                callers.read(found.session())
                                        .thenApply(state -> new Found(found, state)))
                .whenComplete(
                        (found, failure) ->
                                context.runOnContext(
                                        now -> {
                                            if (failure == null) {
                                                enter(
                                                        routing,
                                                        found.known().session(),
                                                        found.state(),
                                                        () ->
                                                                authenticator.keep(
                                                                        credentials,
                                                                        found.known()));
                                            } else {
                                                fail(routing, failure);
                                            }
                                        }));
    }

    private record Found(Known known, State state) {}

    /**
     * @param remember is run when the caller has not sent too many requests: what a token costs
     *     memory is counted before
     */
    private void enter(
            RoutingContext routing, CallerSession session, State state, Runnable remember) {
        Access access;
        try {
            // Who is refused is counted, too.
            limit(session, state);
            remember.run();
            access = state.orRefuse();
        } catch (ProblemException e) {
            problems.send(routing, e);
            return;
        }
        access.attach(routing);
        RequestOwner.set(routing, session);
        if (!access.caller().is(Role.ADMIN) && !access.caller().is(Role.SERVICE)) {
            // What they may see changes under them.
            routing.addHeadersEndHandler(sent -> askEachTime(routing));
        }
        routing.next();
    }

    private void limit(CallerSession session, State state) {
        if (settings.requestsPerMinute() == 0
                || state.access() != null && state.access().caller().is(Role.SERVICE)) {
            return;
        }
        var seconds =
                session.bucket()
                        .take(clock.millis(), settings.requestsPerMinute(), settings.burst());
        if (seconds > 0) {
            throw ProblemException.later(429, "Too many requests; try again later", seconds);
        }
    }

    private static void askEachTime(RoutingContext routing) {
        var headers = routing.response().headers();
        if (KEPT.equals(headers.get(HttpHeaders.CACHE_CONTROL))) {
            headers.set(HttpHeaders.CACHE_CONTROL, ASK);
        }
    }

    private void fail(RoutingContext routing, Throwable failure) {
        var cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof ProblemException problem) {
            refuse(routing, problem);
        } else {
            failures.say("A caller can't be let in: %s", cause);
            problems.send(
                    routing, ProblemException.later(503, "Try again later", UNAVAILABLE_SECONDS));
        }
    }

    private static Access anonymous(String role) {
        var caller = new Caller(null, Set.of(role), null, null, Set.of(), null);
        var books = BookRights.ofRole(caller);
        return new Access(caller, books == null ? BookVisibility.NONE : books);
    }
}
