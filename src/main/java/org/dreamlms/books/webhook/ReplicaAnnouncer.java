package org.dreamlms.books.webhook;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import org.dreamlms.books.api.Announcer;
import org.dreamlms.books.api.Invalidation;
import org.dreamlms.books.api.Jdbc;

/**
 * Tells every replica by PostgreSQL's NOTIFY, which goes out when the transaction commits. This
 * replica hears it in the same way as the others do.
 */
@ApplicationScoped
class ReplicaAnnouncer implements Announcer {

    private final Instance<AgroalDataSource> database;
    private final EventMeters meters;

    ReplicaAnnouncer(Instance<AgroalDataSource> database, EventMeters meters) {
        this.database = database;
        this.meters = meters;
    }

    /**
     * {@inheritDoc}
     *
     * @throws PersistenceException when the database can't be reached; the change can't be made
     *     then either
     */
    @Override
    @Transactional
    public void announce(Invalidation news) {
        try (var connection = database.get().getConnection()) {
            announce(connection, news);
        } catch (SQLException e) {
            throw new PersistenceException("the other replicas could not be told", e);
        }
    }

    /** The same for those who have the connection of the transaction at hand. */
    void announce(Connection connection, Invalidation news) throws SQLException {
        send(connection, News.write(news));
        meters.sent(news.subject());
    }

    /** Wakes those who process events. */
    static void announceWork(Connection connection) throws SQLException {
        send(connection, News.WORK);
    }

    private static void send(Connection connection, String text) throws SQLException {
        Jdbc.list(connection, row -> true, "SELECT pg_notify(?, ?)", News.CHANNEL, text);
    }
}
