package org.dreamlms.books.dcs;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What operators may know of DCS beside {@link DcsHealth} and the meters. Waits for nothing. */
@ApplicationScoped
public class DcsOverview {

    private final DcsSession session;
    private final BreakerHistory breaker;

    DcsOverview(DcsSession session, BreakerHistory breaker) {
        this.session = session;
        this.breaker = breaker;
    }

    /**
     * A change of the circuit breaker's state.
     *
     * @param state the new one: {@code CLOSED}, {@code HALF_OPEN} or {@code OPEN}
     */
    public record BreakerChange(Instant at, String state) {}

    /** When the login that is in use was asked for; empty with an API key, or without a login. */
    public Optional<Instant> loggedInAt() {
        return session.loggedInAt();
    }

    /** Whether e-mail and password are configured, not an API key alone. */
    public boolean logsIn() {
        return session.logsIn();
    }

    /** The last changes of the circuit breaker, the latest at the end. */
    public List<BreakerChange> breaker() {
        return breaker.all();
    }
}
