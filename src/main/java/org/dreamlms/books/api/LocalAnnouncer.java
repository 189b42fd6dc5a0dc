package org.dreamlms.books.api;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

/** Tells this replica only, as long as nothing reaches the others. */
@DefaultBean
@ApplicationScoped
class LocalAnnouncer implements Announcer {

    private final Event<Invalidation> observers;

    LocalAnnouncer(Event<Invalidation> observers) {
        this.observers = observers;
    }

    @Override
    public void announce(Invalidation news) {
        observers.fire(news);
    }
}
