package org.dreamlms.books.db;

import org.hibernate.Session;

/** How long a change waits for others, the LMS among them, who are at the same rows. */
public final class LockWaits {

    private LockWaits() {}

    /**
     * From here to the end of the transaction a wait for a lock ends after 5 seconds, as a 503:
     * without a limit, a transaction that the LMS leaves open would take thread after thread and
     * connection after connection. It is the transaction's, not the connection's, since a pooler
     * may share that with others.
     */
    public static void limit(Session database) {
        database.createNativeQuery("SELECT set_config('lock_timeout', '5s', true)", String.class)
                .getSingleResult();
    }
}
