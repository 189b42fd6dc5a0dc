package org.dreamlms.books.ops.console;

import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.dreamlms.books.http.answer.TaggedJson;

/**
 * All that the console shows, as JSON with an entity tag. However many consoles are open, it is
 * made once a second at the most.
 */
@ApplicationScoped
class ConsoleState {

    private static final long KEPT_NANOS = 1_000_000_000L;

    private final List<Panel> panels;
    private TaggedJson last;
    private long madeAt;

    ConsoleState(
            NowPanel now,
            BooksPanel books,
            DcsPanel dcs,
            EventsPanel events,
            DatabasePanel database,
            ReferencesPanel references,
            BoundWatch bounds) {
        this.panels = List.of(now, books, dcs, events, database, references, bounds);
    }

    /** May wait half a second for the database, and for nothing else. */
    synchronized TaggedJson json() {
        if (last == null || System.nanoTime() - madeAt > KEPT_NANOS) {
            last = TaggedJson.of(make().toBuffer().getBytes());
            madeAt = System.nanoTime();
        }
        return last;
    }

    /** Something was done that the next look has to show. */
    synchronized void forget() {
        last = null;
    }

    private JsonObject make() {
        var state = new JsonObject();
        panels.forEach(panel -> state.put(panel.name(), panel.json()));
        return state;
    }
}
