package org.dreamlms.books.webhook;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.replica.Announcer;
import org.dreamlms.books.replica.Invalidation;

/**
 * Tells every replica by PostgreSQL's NOTIFY, which goes out when the transaction commits. This
 * replica hears that too, but knows it as soon as the transaction has committed, so that who has
 * changed something does not read on the same replica what was before.
 */
@ApplicationScoped
class ReplicaAnnouncer implements Announcer {

    private final Instance<AgroalDataSource> database;
    private final TransactionSynchronizationRegistry transaction;
    private final Event<Invalidation> observers;
    private final EventMeters meters;

    ReplicaAnnouncer(
            Instance<AgroalDataSource> database,
            TransactionSynchronizationRegistry transaction,
            Event<Invalidation> observers,
            EventMeters meters) {
        this.database = database;
        this.transaction = transaction;
        this.observers = observers;
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

    /** The same for those who are in a transaction and have its connection at hand. */
    void announce(Connection connection, Invalidation news) throws SQLException {
        send(connection, ReplicaMessage.write(news));
        transaction.registerInterposedSynchronization(new Heeding(news));
        meters.sent(news.subject());
    }

    /** Tells this replica once the transaction has committed. */
    private final class Heeding implements Synchronization {

        private final Invalidation news;

        Heeding(Invalidation news) {
            this.news = news;
        }

        @Override
        public void beforeCompletion() {
            // Not before it is true.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                observers.fire(news);
            }
        }
    }

    /** Wakes those who process events. */
    static void announceWork(Connection connection) throws SQLException {
        send(connection, ReplicaMessage.WORK);
    }

    private static void send(Connection connection, String text) throws SQLException {
        Sql.list(connection, row -> true, "SELECT pg_notify(?, ?)", ReplicaMessage.CHANNEL, text);
    }
}
