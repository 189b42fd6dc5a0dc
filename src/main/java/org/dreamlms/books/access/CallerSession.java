package org.dreamlms.books.access;

import java.util.concurrent.CompletableFuture;
import org.dreamlms.books.access.token.Identity;
import org.dreamlms.books.caller.Access;
import org.dreamlms.books.http.problem.ProblemException;

/** What is remembered of a caller between requests. */
final class CallerSession {

    private final Identity identity;
    private final TokenBucket bucket = new TokenBucket();

    /** Null until it was read for the first time. */
    private volatile State state;

    /** The reading under way, which everybody waits for who needs it; null when there is none. */
    private Reading reading;

    CallerSession(Identity identity) {
        this.identity = identity;
    }

    /**
     * What was read of a caller.
     *
     * @param access null when the caller may not do anything
     * @param refusal why; null when there is none
     * @param readMillis when the database last confirmed it
     * @param callerEndMillis how long what is known of the user is good
     * @param rightsEndMillis how long what is known of the books is good
     * @param version of everybody's rights, from before they were read
     */
    record State(
            Access access,
            ProblemException refusal,
            long readMillis,
            long callerEndMillis,
            long rightsEndMillis,
            int version) {

        boolean goodAt(long millis, int currentVersion) {
            return millis < callerEndMillis
                    && millis < rightsEndMillis
                    && version == currentVersion;
        }

        /** This state until then, whatever becomes of the rights. */
        State until(long endMillis, int currentVersion) {
            return new State(access, refusal, readMillis, endMillis, endMillis, currentVersion);
        }

        /**
         * The access.
         *
         * @throws ProblemException when there is none
         */
        Access orRefuse() {
            if (refusal != null) {
                throw refusal;
            }
            return access;
        }
    }

    Identity identity() {
        return identity;
    }

    /** Some bytes that it takes, with the books that the caller may know of. */
    long weight() {
        var read = state;
        return 500 + (read == null || read.access() == null ? 0 : read.access().books().weight());
    }

    TokenBucket bucket() {
        return bucket;
    }

    State state() {
        return state;
    }

    synchronized void state(State read) {
        state = read;
    }

    /** Goes on with what is known, unless something was read meanwhile. */
    synchronized void keep(State known, State longer) {
        if (state == known) {
            state = longer;
        }
    }

    /** The reading to wait for; the caller starts it when it is {@code fresh}. */
    synchronized Reading join(Reading fresh) {
        // One that began before the rights changed may have read the old ones; but where one hangs,
        // the next would, too.
        if (reading == null
                || reading.state.isDone()
                || reading.version != fresh.version && !reading.late) {
            reading = fresh;
        }
        return reading;
    }

    /** A look at the database. */
    static final class Reading {

        private final CompletableFuture<State> state = new CompletableFuture<>();
        private final int version;
        private volatile boolean late;

        /**
         * One that begins.
         *
         * @param version of the caller's rights
         */
        Reading(int version) {
            this.version = version;
        }

        CompletableFuture<State> state() {
            return state;
        }

        /** Whether it takes so long that nobody waits for it any more who needn't. */
        boolean isLate() {
            return late;
        }

        void setLate() {
            late = true;
        }
    }
}
