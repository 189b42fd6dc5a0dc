package org.dreamlms.books.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.dreamlms.books.access.token.Identity;
import org.dreamlms.books.access.token.Tokens;
import org.dreamlms.books.http.problem.ProblemException;

/**
 * Tells from a token who sends it. A token is verified once and then remembered until it ends, so
 * that the next request with it costs a look-up.
 */
@ApplicationScoped
class Authenticator {

    /** About 1 KB each. */
    private static final int MAX_TOKENS = 20_000;

    private static final int MAX_SESSIONS = 20_000;

    /** More at once are an attack, or an issuer of keys that hangs. */
    private static final int MAX_VERIFICATIONS = 1_000;

    private final Tokens tokens;
    private final Clock clock;
    private final Semaphore verifications = new Semaphore(MAX_VERIFICATIONS);
    private final Cache<String, Known> known =
            Caffeine.newBuilder().maximumSize(MAX_TOKENS).build();
    private final Cache<Identity, CallerSession> sessions =
            Caffeine.newBuilder().maximumSize(MAX_SESSIONS).build();

    Authenticator(Tokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Those under way, by token: who comes with a new token comes with many requests. */
    private final Map<String, CompletableFuture<CallerSession>> underWay =
            new ConcurrentHashMap<>();

    private record Known(CallerSession session, long endMillis) {}

    /**
     * The session of credentials that were verified before; null when they have to be {@link
     * #verify verified}.
     *
     * @param credentials the token as it was sent, be it with something before it
     */
    CallerSession known(String credentials) {
        var found = known.getIfPresent(credentials);
        if (found == null) {
            return null;
        }
        if (clock.millis() >= found.endMillis()) {
            known.invalidate(credentials);
            return null;
        }
        return found.session();
    }

    /**
     * Verifies a token. Does not wait; the answer comes on any thread, or it is a {@link
     * ProblemException}.
     */
    CompletableFuture<CallerSession> verify(String credentials, String token) {
        var mine = new CompletableFuture<CallerSession>();
        var first = underWay.putIfAbsent(credentials, mine);
        if (first != null) {
            return first;
        }
        start(credentials, token)
                .whenComplete(
                        (session, failure) -> {
                            underWay.remove(credentials);
                            if (failure == null) {
                                mine.complete(session);
                            } else {
                                mine.completeExceptionally(failure);
                            }
                        });
        return mine;
    }

    private CompletableFuture<CallerSession> start(String credentials, String token) {
        if (!verifications.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    ProblemException.later(503, "Too many tokens to verify; try again", 1));
        }
        try {
            return CompletableFuture.supplyAsync(
                            () -> session(credentials, token),
                            Infrastructure.getDefaultWorkerPool())
                    .whenComplete((session, failure) -> verifications.release());
        } catch (RejectedExecutionException e) {
            verifications.release();
            return CompletableFuture.failedFuture(e);
        }
    }

    private CallerSession session(String credentials, String token) {
        var verified = tokens.verify(token);
        var session = sessions.get(verified.identity(), CallerSession::new);
        known.put(credentials, new Known(session, verified.endMillis()));
        return session;
    }
}
