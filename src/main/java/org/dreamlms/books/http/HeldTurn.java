package org.dreamlms.books.http;

import io.vertx.ext.web.RoutingContext;
import org.dreamlms.books.http.CallerTurns.Need;

/** The turn of a request, from its begin to its end. Safe for use by many threads. */
final class HeldTurn {

    private static final String KEY = HeldTurn.class.getName();

    private final CallerTurns turns;
    private final RoutingContext routing;
    private Need need;
    private boolean given;

    private HeldTurn(CallerTurns turns, RoutingContext routing, Need need) {
        this.turns = turns;
        this.routing = routing;
        this.need = need;
    }

    /** A turn that was taken just now. */
    static HeldTurn begin(CallerTurns turns, RoutingContext routing, Need need) {
        var turn = new HeldTurn(turns, routing, need);
        routing.put(KEY, turn);
        return turn;
    }

    /** The turn of the request; null when it has none. */
    static HeldTurn of(RoutingContext routing) {
        return routing.get(KEY);
    }

    /** The rows are read; what is left is to send the answer, as slowly as the client takes it. */
    synchronized void rowsRead() {
        if (!given && need == Need.ROWS) {
            need = Need.OTHER;
            turns.rowsRead(routing);
        }
    }

    /** It ends; once, however often it is called. */
    synchronized void end() {
        if (!given) {
            given = true;
            turns.give(routing, need);
        }
    }
}
