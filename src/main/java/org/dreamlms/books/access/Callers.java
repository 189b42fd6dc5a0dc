package org.dreamlms.books.access;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dreamlms.books.Settings;
import org.dreamlms.books.access.Session.State;
import org.dreamlms.books.api.Access;
import org.dreamlms.books.api.Caller;
import org.dreamlms.books.api.Invalidation;
import org.dreamlms.books.api.ProblemException;
import org.jboss.logging.Logger;

/**
 * Who callers are and which books they may know of: read from the LMS's tables, by one reading for
 * all requests that wait for it, and remembered for the times that the settings say. While the
 * database can't be asked, callers who are known go on with what was last read, for {@link
 * Settings.Access#outage()}; strangers are told to come back.
 */
@ApplicationScoped
class Callers {

    private static final Logger LOG = Logger.getLogger(Callers.class);

    /** How long a database that does not answer holds up callers who are known. */
    private static final long PATIENCE_MILLIS = 1_000;

    /** How long until a database that failed is asked again for the same caller. */
    private static final long PAUSE_MILLIS = 5_000;

    /** How long it is remembered that a user is unknown or not active. */
    private static final long REFUSED_MILLIS = 10_000;

    private final LmsUsers users;
    private final BookRights rights;
    private final Settings.Access settings;
    private final Clock clock;

    /** Counts the changes of anybody's rights. */
    private final AtomicInteger version = new AtomicInteger();

    Callers(LmsUsers users, BookRights rights, Settings settings, Clock clock) {
        this.users = users;
        this.rights = rights;
        this.settings = settings.access();
        this.clock = clock;
    }

    /** Not before the change can be read: until then it would be the old rights again. */
    void outdated(@Observes(during = TransactionPhase.AFTER_SUCCESS) Invalidation news) {
        switch (news.subject()) {
            case RIGHTS, EVERYTHING -> version.incrementAndGet();
            default -> {}
        }
    }

    /** What memory knows of a caller; null when it has to be {@link #read}. */
    State known(Session session) {
        var state = session.state();
        return state != null && state.goodAt(clock.millis(), version.get()) ? state : null;
    }

    /** Reads it. Does not wait; the answer comes on any thread. */
    CompletableFuture<State> read(Session session) {
        var fresh = new CompletableFuture<State>();
        var reading = session.join(fresh, version.get());
        if (reading == fresh) {
            try {
                Infrastructure.getDefaultWorkerPool().execute(() -> readInto(session, fresh));
            } catch (RejectedExecutionException e) {
                LOG.warnf("No thread to look a caller up with: %s", e.getMessage());
                fresh.completeExceptionally(e);
            }
        }
        var old = session.state();
        if (old == null || tooOld(old)) {
            return reading;
        }
        return reading.copy().completeOnTimeout(old, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void readInto(Session session, CompletableFuture<State> reading) {
        var old = session.state();
        try {
            var state = read(session.identity(), old);
            session.state(state);
            reading.complete(state);
        } catch (RuntimeException e) {
            if (old == null || tooOld(old)) {
                LOG.warnf("A caller can't be looked up: %s", e);
                reading.completeExceptionally(
                        ProblemException.later(503, "The database can't be reached; try again", 5));
            } else {
                LOG.warnf("Callers go on with what was last read of them: %s", e);
                var state = old.until(clock.millis() + PAUSE_MILLIS, version.get());
                session.state(state);
                reading.complete(state);
            }
        }
    }

    private boolean tooOld(State old) {
        return clock.millis() - old.readMillis() >= settings.outage().toMillis();
    }

    private State read(Identity identity, State old) {
        var now = clock.millis();
        var current = version.get();
        if (identity.userId() == null) {
            // All there is to know is in the token.
            var caller = new Caller(null, identity.roles(), null, null, Set.of());
            var access = new Access(caller, BookRights.ofRole(caller));
            return new State(access, null, now, Long.MAX_VALUE, Long.MAX_VALUE, current);
        }
        Caller caller;
        long callerEnd;
        if (old != null && old.access() != null && now < old.callerEndMillis()) {
            caller = old.access().caller();
            callerEnd = old.callerEndMillis();
        } else {
            var user = users.find(identity.userId(), identity.roles());
            var refusal = refusal(user.isPresent(), user.filter(LmsUsers.User::active).isPresent());
            if (refusal != null) {
                var end = now + REFUSED_MILLIS;
                return new State(null, refusal, now, end, end, current);
            }
            caller = user.orElseThrow().caller();
            callerEnd = now + settings.callerLifetime().toMillis();
        }
        var books = BookRights.ofRole(caller);
        var rightsEnd = books == null ? now + settings.rightsLifetime().toMillis() : callerEnd;
        return new State(
                new Access(caller, books == null ? rights.read(caller) : books),
                null,
                now,
                callerEnd,
                rightsEnd,
                current);
    }

    private static ProblemException refusal(boolean exists, boolean active) {
        if (!exists) {
            return ProblemException.unauthorized("The token is not good: nobody knows its user");
        }
        return active ? null : ProblemException.forbidden("This user is not active");
    }
}
