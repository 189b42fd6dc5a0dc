package org.dreamlms.books.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.hibernate.Session;

/** How long a change waits for others, the LMS among them, who are at the same rows. */
public final class LockWaits {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private LockWaits() {}

    /**
     * From here to the end of the transaction a wait for a lock ends after 5 seconds, as a 503:
     * without a limit, a transaction that the LMS leaves open would take thread after thread and
     * connection after connection. It is the transaction's, not the connection's, since a pooler
     * may share that with others.
     */
    public static void limit(Session database) {
        database.doWork(connection -> limit(connection, LIMIT));
    }

    /**
     * From here to the end of the transaction a wait for a lock ends after {@code limit}, with
     * SQLSTATE 55P03.
     *
     * @param limit in milliseconds' precision; zero: waits for ever
     */
    public static void limit(Connection connection, Duration limit) throws SQLException {
        Sql.run(connection, "SET LOCAL lock_timeout = " + limit.toMillis());
    }
}
