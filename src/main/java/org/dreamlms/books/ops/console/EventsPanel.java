package org.dreamlms.books.ops.console;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import org.dreamlms.books.book.Book;
import org.dreamlms.books.book.BookCatalog;
import org.dreamlms.books.replica.ReplicaListener;
import org.dreamlms.books.webhook.EventOverview;

/** What DCS has told us, what waits and what was given up; and whether the replicas hear it. */
@ApplicationScoped
class EventsPanel implements Panel {

    private static final String EVENTS = "dcs.events";

    private final EventOverview events;
    private final DatabaseLook database;
    private final ReplicaListener listener;
    private final BookCatalog catalog;
    private final Meters meters;

    EventsPanel(
            EventOverview events,
            DatabaseLook database,
            ReplicaListener listener,
            BookCatalog catalog,
            Meters meters) {
        this.events = events;
        this.database = database;
        this.listener = listener;
        this.catalog = catalog;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public JsonObject json() {
        var found = database.look();
        var json = found.queue().copy();
        titles(json.getJsonArray("given_up", new JsonArray()));
        return json.put("accepted", events.accepted())
                .put("worked_off", events.workedOff())
                .put("lag_seconds", Math.round(meters.gauge("dcs.events.lag")))
                .put("counts", counts())
                .put("subscriptions", events.subscriptions())
                .put("hears_replicas", listener.connected())
                .put("replicas", found.replicas() < 0 ? null : found.replicas())
                .put("not_read", found.failure());
    }

    private void titles(JsonArray givenUp) {
        for (int i = 0; i < givenUp.size(); i++) {
            var event = givenUp.getJsonObject(i);
            if (event.getValue("book_id") instanceof Number book) {
                var title = catalog.remembered(book.intValue()).map(Book::title);
                event.put("title", title.orElse(null));
            }
        }
    }

    /** Of this replica, since its start; what never happened is left out. */
    private JsonArray counts() {
        var counts = new JsonArray();
        meters.counters(EVENTS).stream()
                .filter(counter -> counter.count() > 0)
                .sorted(Comparator.comparing(c -> tag(c, "type") + " " + tag(c, "status")))
                .forEach(
                        counter ->
                                counts.add(
                                        new JsonObject()
                                                .put("type", tag(counter, "type"))
                                                .put("status", tag(counter, "status"))
                                                .put("count", (long) counter.count())));
        return counts;
    }

    private static String tag(Counter counter, String name) {
        return counter.getId().getTag(name);
    }
}
