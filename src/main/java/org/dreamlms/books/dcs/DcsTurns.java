package org.dreamlms.books.dcs;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.BooleanSupplier;
import org.dreamlms.books.Bounds;
import org.dreamlms.books.Settings;
import org.dreamlms.books.cache.Turns;
import org.dreamlms.books.http.RequestOwner;

/**
 * Lets no more calls of DCS be under way than there are connections: who waits for one would be a
 * failure of DCS, and so many of them would have it left alone by everybody. A caller has a part of
 * the turns only; what is done in the background has no caller.
 */
@ApplicationScoped
class DcsTurns {

    /** There are some connections more: for logging in, and for those that end just now. */
    static final int AT_ONCE = 20;

    static final int MAY_WAIT = 2_000;

    static final int OF_CALLER = 10;

    /** Of a caller. */
    static final int CALLER_MAY_WAIT = 500;

    private final Turns turns;

    DcsTurns(Settings settings) {
        this.turns =
                new Turns(AT_ONCE, MAY_WAIT, settings.dcs().callLimit(), DcsException::noTurn)
                        .ofEachOwner(OF_CALLER, CALLER_MAY_WAIT);
    }

    void bounds(@Observes Bounds bounds) {
        bounds.count("dcs-calls", AT_ONCE, turns::taken);
        bounds.count("dcs-calls-waiting", MAY_WAIT, turns::waiting);
    }

    /**
     * A call that waits for its turn, before anybody takes the time.
     *
     * @param call is for the request that is being worked on here, if any
     */
    <T> DcsCall<T> admit(DcsCall<T> call) {
        var caller = RequestOwner.current();
        return call.admittedBy((once, wanted) -> take(caller, once, wanted));
    }

    private <T> Uni<T> take(Object caller, Uni<T> once, BooleanSupplier wanted) {
        return turns.take(caller, () -> once, wanted);
    }
}
