package org.dreamlms.books.replica;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.dreamlms.books.db.Sql;
import org.postgresql.jdbc.PgConnection;

/**
 * Proves that messages get through: behind a connection pooler LISTEN succeeds, and nothing is ever
 * heard.
 */
final class ListenProof {

    private static final String HELLO = "hello:";
    private static final int WAIT_MILLIS = 200;

    private ListenProof() {}

    /** Whether it is only somebody who tries whether they are heard. */
    static boolean isHello(String text) {
        return text.startsWith(HELLO);
    }

    /**
     * Listens, sends something from another session, and waits until it is heard.
     *
     * @param sender a connection with another session
     * @param meanwhile is given what others have said until then
     * @throws SQLException when it is not heard in time
     */
    static void listen(
            PgConnection session, Connection sender, Duration patience, Consumer<String> meanwhile)
            throws SQLException {
        Sql.run(session, "LISTEN " + ReplicaMessage.CHANNEL);
        prove(session, sender, patience, meanwhile);
    }

    /** {@link #listen}, for a session that listens already. */
    static void prove(
            PgConnection session, Connection sender, Duration patience, Consumer<String> meanwhile)
            throws SQLException {
        var hello = HELLO + UUID.randomUUID();
        Sql.list(sender, row -> true, "SELECT pg_notify(?, ?)", ReplicaMessage.CHANNEL, hello);
        var end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() - end < 0) {
            for (var notification : session.getNotifications(WAIT_MILLIS)) {
                if (notification.getParameter().equals(hello)) {
                    return;
                }
                meanwhile.accept(notification.getParameter());
            }
        }
        throw new SQLException(
                "what is sent is not heard: if the database is reached through a connection pooler,"
                        + " set DCS_BOOKS_DIRECT_JDBC_URL to PostgreSQL itself");
    }
}
