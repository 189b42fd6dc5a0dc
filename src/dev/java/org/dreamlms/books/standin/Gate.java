package org.dreamlms.books.standin;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import org.dreamlms.books.standin.Route.Access;

/** Checks credentials as DCS does, and says what the check costs there. */
final class Gate {

    private static final Entry FREE = new Entry(null, Duration.ZERO);
    private static final Duration BCRYPT = Duration.ofMillis(375);
    private static final Duration BCRYPT_IN_VAIN = Duration.ofMillis(325);

    private final StandInDcs dcs;

    Gate(StandInDcs dcs) {
        this.dcs = dcs;
    }

    Entry check(Access access, HttpServerRequest request) {
        if (access == Access.OPEN) {
            return FREE;
        }
        var header = request.getHeader("authorization");
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            var status = dcs.missingTokenStatus();
            return new Entry(Refusal.of(status, "Not authenticated"), Duration.ZERO);
        }
        var token = header.substring(7).trim();
        if (dcs.tokens().accepts(token)) {
            return FREE;
        }
        var keyToo = access == Access.JWT_OR_KEY || access == Access.STORAGE && dcs.storageById();
        if (keyToo && token.equals(StandInDcs.API_KEY)) {
            return new Entry(null, cost(BCRYPT));
        }
        var cost = keyToo ? cost(BCRYPT_IN_VAIN) : Duration.ZERO;
        return new Entry(Refusal.of(401, "Invalid token"), cost);
    }

    private Duration cost(Duration real) {
        return dcs.realisticTiming() ? real : Duration.ZERO;
    }

    record Entry(Refusal refusal, Duration cost) {}
}
