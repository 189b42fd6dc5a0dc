package org.dreamlms.books.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.dreamlms.books.OutageLog;
import org.dreamlms.books.OwnThreads;
import org.dreamlms.books.Settings;
import org.dreamlms.books.access.CallerSession.Reading;
import org.dreamlms.books.access.CallerSession.State;
import org.dreamlms.books.access.token.Identity;
import org.dreamlms.books.caller.Access;
import org.dreamlms.books.caller.BookVisibility;
import org.dreamlms.books.caller.Caller;
import org.dreamlms.books.caller.Role;
import org.dreamlms.books.http.problem.ProblemException;
import org.dreamlms.books.replica.Invalidation;
import org.jboss.logging.Logger;

/**
 * Who callers are and which books they may know of: read from the LMS's tables, by one reading for
 * all requests that wait for it, and remembered for the times that the settings say. While the
 * database can't be asked, callers who are known go on with what was last read, for {@link
 * Settings.Access#outage()}; strangers are told to come back.
 */
@ApplicationScoped
class CallerDirectory {

    private static final Logger LOG = Logger.getLogger(CallerDirectory.class);

    /** How long a database that does not answer holds up callers who are known. */
    private static final long PATIENCE_MILLIS = 1_000;

    /** How long others wait for it before they are told to come back. */
    private static final long STRANGERS_MILLIS = 10_000;

    /** How long until a database that failed is asked again for the same caller. */
    private static final long PAUSE_MILLIS = 5_000;

    /** How long it is remembered that a user is unknown or not active. */
    private static final long REFUSED_MILLIS = 10_000;

    private static final ProblemException NOT_ACTIVE =
            ProblemException.forbidden("This user is not active");

    private final LmsUsers users;
    private final BookRights rights;
    private final Settings.Access settings;
    private final Clock clock;

    /** How many look-ups may be under way, and wait. */
    private static final int READERS = 8;

    private static final int MAX_WAITING = 10_000;

    /** Counts the changes of what schools and teachers may use. */
    private final AtomicInteger grants = new AtomicInteger();

    /** Counts the changes of what students have. */
    private final AtomicInteger assignments = new AtomicInteger();

    private final OutageLog overload;
    private final OutageLog strangers;
    private final OutageLog outages;

    private final Executor readers = OwnThreads.named("caller-look-up", READERS, MAX_WAITING);

    CallerDirectory(LmsUsers users, BookRights rights, Settings settings, Clock clock) {
        this.users = users;
        this.rights = rights;
        this.settings = settings.access();
        this.clock = clock;
        this.overload = new OutageLog(LOG, Logger.Level.WARN, clock);
        this.strangers = new OutageLog(LOG, Logger.Level.WARN, clock);
        this.outages = new OutageLog(LOG, Logger.Level.WARN, clock);
    }

    /** Not before the change can be read: until then it would be the old rights again. */
    void outdated(@Observes(during = TransactionPhase.AFTER_SUCCESS) Invalidation invalidation) {
        Runnable effect =
                switch (invalidation.subject()) {
                    case RIGHTS -> grants::incrementAndGet;
                    case STUDENT_RIGHTS -> assignments::incrementAndGet;
                    case EVERYTHING ->
                            () -> {
                                grants.incrementAndGet();
                                assignments.incrementAndGet();
                            };
                    // Neither changes who may see what.
                    case BOOK, PUBLISHER -> () -> {};
                };
        effect.run();
    }

    /** Grows with each change that may be one of this caller's rights, and with no other. */
    private static int version(Caller caller, int grants, int assignments) {
        if (caller == null || BookRights.ofRole(caller) != null) {
            return 0;
        }
        return (caller.is(Role.TEACHER) ? grants : 0) + (caller.is(Role.STUDENT) ? assignments : 0);
    }

    private int version(State state) {
        var caller = state.access() == null ? null : state.access().caller();
        return version(caller, grants.get(), assignments.get());
    }

    /** What memory knows of a caller; null when it has to be {@link #read}. */
    State known(CallerSession session) {
        var state = session.state();
        return state != null && state.goodAt(clock.millis(), version(state)) ? state : null;
    }

    /** Reads it. Does not wait; the answer comes on any thread. */
    CompletableFuture<State> read(CallerSession session) {
        var old = session.state();
        var fresh = new Reading(old == null ? grants.get() + assignments.get() : version(old));
        var reading = session.join(fresh);
        if (reading == fresh) {
            try {
                readers.execute(() -> readInto(session, fresh.state()));
            } catch (RejectedExecutionException e) {
                overload.say("No thread to look a caller up with: %s", e.getMessage());
                fresh.state().completeExceptionally(e);
            }
        }
        if (old == null || tooOld(old)) {
            return reading.state()
                    .copy()
                    .orTimeout(STRANGERS_MILLIS, TimeUnit.MILLISECONDS)
                    .exceptionally(CallerDirectory::unavailable);
        }
        if (reading.isLate()) {
            // Somebody has waited for it already.
            var paused = paused(old);
            session.keep(old, paused);
            return CompletableFuture.completedFuture(paused);
        }
        var answer = new CompletableFuture<State>();
        reading.state()
                .copy()
                .orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .whenComplete(
                        (state, failure) -> {
                            if (failure == null) {
                                answer.complete(state);
                            } else if (failure instanceof TimeoutException) {
                                reading.setLate();
                                var paused = paused(old);
                                session.keep(old, paused);
                                answer.complete(paused);
                            } else {
                                answer.completeExceptionally(failure);
                            }
                        });
        return answer;
    }

    private static State unavailable(Throwable failure) {
        if (failure instanceof TimeoutException) {
            throw unavailable();
        }
        throw failure instanceof CompletionException wrapped
                ? wrapped
                : new CompletionException(failure);
    }

    private static ProblemException unavailable() {
        return ProblemException.later(503, "The database can't be reached; try again", 5);
    }

    /** What was read before, for as long as the database is left alone. */
    private State paused(State old) {
        return old.until(clock.millis() + PAUSE_MILLIS, version(old));
    }

    private void readInto(CallerSession session, CompletableFuture<State> reading) {
        var old = session.state();
        try {
            var state = read(session.identity(), old);
            session.state(state);
            reading.complete(state);
        } catch (Throwable e) {
            // An Error as well: a reading that never ended would keep its caller out.
            if (old == null || tooOld(old)) {
                strangers.say("A caller can't be looked up: %s", e);
                reading.completeExceptionally(e instanceof Error ? e : unavailable());
            } else {
                outages.say("Callers go on with what was last read of them: %s", e);
                var state = paused(old);
                session.state(state);
                reading.complete(state);
            }
        }
    }

    private boolean tooOld(State old) {
        return clock.millis() - old.readMillis() >= settings.outage().toMillis();
    }

    private State read(Identity identity, State old) throws SQLException {
        var now = clock.millis();
        // From before what is read.
        var grantsNow = grants.get();
        var assignmentsNow = assignments.get();
        if (!identity.needsUser()) {
            return readOther(identity, now);
        }
        Caller caller;
        long callerEnd;
        if (old != null && old.access() != null && now < old.callerEndMillis()) {
            caller = old.access().caller();
            callerEnd = old.callerEndMillis();
        } else {
            var user = users.find(identity.userId(), identity.roles());
            var refusal = refusal(user);
            if (refusal != null) {
                return refused(refusal, now);
            }
            caller = user.orElseThrow().caller();
            callerEnd = now + settings.callerLifetime().toMillis();
        }
        var books = BookRights.ofRole(caller);
        var rightsEnd = books == null ? now + settings.rightsLifetime().toMillis() : callerEnd;
        return new State(
                new Access(caller, books == null ? shown(caller) : books),
                null,
                now,
                callerEnd,
                rightsEnd,
                version(caller, grantsNow, assignmentsNow));
    }

    /** Of others the token says it all; but one that the LMS keeps out gets in by no token. */
    private State readOther(Identity identity, long now) throws SQLException {
        var end = Long.MAX_VALUE;
        if (identity.userId() != null) {
            var user = users.find(identity.userId(), identity.roles());
            if (user.isPresent() && !user.get().active()) {
                return refused(NOT_ACTIVE, now);
            }
            end = now + settings.callerLifetime().toMillis();
        }
        var caller = new Caller(null, identity.roles(), null, null, Set.of(), null);
        var access = new Access(caller, BookRights.ofRole(caller));
        return new State(access, null, now, end, end, 0);
    }

    private static State refused(ProblemException why, long now) {
        var end = now + REFUSED_MILLIS;
        return new State(null, why, now, end, end, 0);
    }

    private BookVisibility shown(Caller caller) throws SQLException {
        var books = rights.read(caller);
        return settings.studentsSeePublisher()
                        || !caller.is(Role.STUDENT)
                        || caller.is(Role.TEACHER)
                ? books
                : books.hidingPublisher();
    }

    private static ProblemException refusal(Optional<LmsUsers.User> user) {
        if (user.isEmpty()) {
            return ProblemException.unauthorized("The token is not good: nobody knows its user");
        }
        if (!user.get().active()) {
            return NOT_ACTIVE;
        }
        return user.get().caller().roles().isEmpty()
                ? ProblemException.forbidden("This user has no role")
                : null;
    }
}
