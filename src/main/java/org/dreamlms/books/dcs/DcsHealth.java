package org.dreamlms.books.dcs;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** How DCS has been doing, read from real traffic: nobody probes it. */
@ApplicationScoped
public class DcsHealth {

    /** How one call to DCS ended. */
    public enum Outcome {
        SUCCESS,
        NOT_FOUND,
        TIMEOUT,
        IO_ERROR,
        SERVER_ERROR,
        /** It can't send this one file, which says nothing of DCS as a whole. */
        FILE_ERROR,
        REFUSED,
        /** Its certificate is not vouched for by any authority that we trust, or is another's. */
        UNTRUSTED,
        GARBAGE;

        /** Whether DCS did its part. */
        public boolean good() {
            return this == SUCCESS || this == NOT_FOUND;
        }

        /** As the meters write it. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The last call that went well and the last that did not.
     *
     * @param lastGood when DCS last did its part
     * @param lastBad when it last did not
     * @param lastFailure how the last bad call ended
     */
    public record Sighting(
            Optional<Instant> lastGood, Optional<Instant> lastBad, Optional<Outcome> lastFailure) {

        /** Whether the last thing seen of DCS was a failure. */
        public boolean degraded() {
            return lastBad.isPresent()
                    && (lastGood.isEmpty() || lastGood.get().isBefore(lastBad.get()));
        }
    }

    private final Clock clock;
    private volatile Sighting last =
            new Sighting(Optional.empty(), Optional.empty(), Optional.empty());

    DcsHealth(Clock clock) {
        this.clock = clock;
    }

    public Sighting last() {
        return last;
    }

    /**
     * The state of the circuit breaker before DCS: {@code CLOSED}, {@code HALF_OPEN} or {@code
     * OPEN}.
     */
    public String breaker() {
        return DcsResilience.state().name();
    }

    synchronized void saw(Outcome outcome) {
        if (outcome == Outcome.FILE_ERROR) {
            return;
        }
        var now = Optional.of(clock.instant());
        last =
                outcome.good()
                        ? new Sighting(now, last.lastBad, last.lastFailure)
                        : new Sighting(last.lastGood, now, Optional.of(outcome));
    }
}
