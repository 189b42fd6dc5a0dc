package org.dreamlms.books.access;

import com.github.benmanes.caffeine.cache.Cache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.dreamlms.books.Bounds;
import org.dreamlms.books.OwnThreads;
import org.dreamlms.books.Settings;
import org.dreamlms.books.access.token.Identity;
import org.dreamlms.books.access.token.Tokens;
import org.dreamlms.books.access.token.VerifiedToken;
import org.dreamlms.books.cache.ByteBudget;
import org.dreamlms.books.http.problem.ProblemException;

/**
 * Tells from a token who sends it. A token is verified once and then remembered until it ends, so
 * that the next request with it costs a look-up.
 */
@ApplicationScoped
class Authenticator {

    /** More at once are an attack, or an issuer of keys that hangs. */
    static final int MAX_VERIFICATIONS = 1_000;

    /** Some may wait for the issuer's keys; the others go on. */
    static final int VERIFIERS = 4;

    private final Tokens tokens;
    private final Clock clock;
    private final long budget;
    private final Executor verifiers =
            OwnThreads.named("token-verification", VERIFIERS, MAX_VERIFICATIONS);
    private final Semaphore verifications = new Semaphore(MAX_VERIFICATIONS);
    private final Cache<String, Known> known;
    private final Cache<Identity, CallerSession> sessions;

    Authenticator(Tokens tokens, Settings settings, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
        this.budget = settings.access().tokenCache().asLongValue();
        this.known =
                ByteBudget.cache(
                        budget,
                        (credentials, found) -> credentials.length() + found.session().weight());
        this.sessions = ByteBudget.cache(budget, (identity, session) -> session.weight());
    }

    void bounds(@Observes Bounds bounds) {
        bounds.bytes("tokens", budget, this::remembered);
        bounds.bytes("callers", budget, () -> ByteBudget.used(sessions));
        bounds.count("tokens-being-verified", MAX_VERIFICATIONS, this::underWay);
    }

    private long underWay() {
        return MAX_VERIFICATIONS - verifications.availablePermits();
    }

    /** How many callers are remembered; about, while some come and go. */
    long callers() {
        return sessions.estimatedSize();
    }

    /** Those under way, by token: who comes with a new token comes with many requests. */
    private final Map<String, CompletableFuture<Known>> underWay = new ConcurrentHashMap<>();

    /** Who sends a token, and until when it is good. */
    record Known(CallerSession session, long endMillis) {}

    /**
     * Who sends credentials that were {@link #keep kept}; null when they have to be {@link #verify
     * verified}.
     *
     * @param credentials the field of the header as it was sent
     */
    Known known(String credentials) {
        var found = known.getIfPresent(credentials);
        if (found == null) {
            return null;
        }
        if (clock.millis() >= found.endMillis()) {
            known.invalidate(credentials);
            return null;
        }
        return found;
    }

    /**
     * Remembers credentials until they end, or others need the room.
     *
     * @param credentials the one way of writing them
     */
    void keep(String credentials, Known verified) {
        // What is known of the caller's rights is more, or less, each time that they are read.
        known.put(credentials, verified);
        sessions.put(verified.session().identity(), verified.session());
    }

    /** The bytes that credentials take at the moment. */
    long remembered() {
        return ByteBudget.used(known);
    }

    /**
     * Verifies a token. Does not wait; the answer comes on any thread, or it is a {@link
     * ProblemException}.
     */
    CompletableFuture<Known> verify(String credentials, String token) {
        var mine = new CompletableFuture<Known>();
        var first = underWay.putIfAbsent(credentials, mine);
        if (first != null) {
            return first;
        }
        start(token)
                .whenComplete(
                        (verified, failure) -> {
                            underWay.remove(credentials);
                            if (failure == null) {
                                mine.complete(verified);
                            } else {
                                mine.completeExceptionally(failure);
                            }
                        });
        return mine;
    }

    private CompletableFuture<Known> start(String token) {
        if (!verifications.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    ProblemException.later(503, "Too many tokens to verify; try again", 1));
        }
        try {
            return CompletableFuture.supplyAsync(() -> known(tokens.verify(token)), verifiers)
                    .whenComplete((verified, failure) -> verifications.release());
        } catch (RejectedExecutionException e) {
            verifications.release();
            return CompletableFuture.failedFuture(e);
        }
    }

    private Known known(VerifiedToken verified) {
        return new Known(
                sessions.get(verified.identity(), CallerSession::new), verified.endMillis());
    }
}
