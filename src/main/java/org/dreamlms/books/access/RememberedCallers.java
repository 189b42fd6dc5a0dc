package org.dreamlms.books.access;

import jakarta.enterprise.context.ApplicationScoped;

/** What operators may know of callers: how many there are in memory, and not who. */
@ApplicationScoped
public class RememberedCallers {

    private final Authenticator authenticator;

    RememberedCallers(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** How many callers are remembered; about, while some come and go. */
    public long number() {
        return authenticator.callers();
    }
}
