package org.dreamlms.books.replica;

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

/**
 * Tells every replica by PostgreSQL's NOTIFY, which goes out when the transaction commits. This
 * replica hears that too, but knows it as soon as the transaction has committed, so that who has
 * changed something does not read on the same replica what was before.
 */
@ApplicationScoped
public class Announcer {

    private final Instance<AgroalDataSource> database;
    private final TransactionSynchronizationRegistry transaction;
    private final Event<Invalidation> observers;
    private final ReplicaMeters meters;

    Announcer(
            Instance<AgroalDataSource> database,
            TransactionSynchronizationRegistry transaction,
            Event<Invalidation> observers,
            ReplicaMeters meters) {
        this.database = database;
        this.transaction = transaction;
        this.observers = observers;
        this.meters = meters;
    }

    /**
     * To be called in the transaction that makes the change: the message goes out when it commits,
     * and not at all when it does not. Blocks: for worker threads only.
     *
     * @throws PersistenceException when the database can't be reached; the change can't be made
     *     then either
     */
    @Transactional
    public void announce(Invalidation invalidation) {
        try (var connection = database.get().getConnection()) {
            announce(connection, invalidation);
        } catch (SQLException e) {
            throw new PersistenceException("the other replicas could not be told", e);
        }
    }

    /**
     * {@link #announce(Invalidation)} on the connection of the transaction that makes the change.
     */
    public void announce(Connection connection, Invalidation invalidation) throws SQLException {
        send(connection, ReplicaMessage.write(invalidation));
        transaction.registerInterposedSynchronization(new AfterCommit(invalidation));
        meters.sent(invalidation.subject());
    }

    /** Tells this replica once the transaction has committed. */
    private final class AfterCommit implements Synchronization {

        private final Invalidation invalidation;

        AfterCommit(Invalidation invalidation) {
            this.invalidation = invalidation;
        }

        @Override
        public void beforeCompletion() {
            // Not before it is true.
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                observers.fire(invalidation);
            }
        }
    }

    /** Tells every replica that {@link QueuedWork} waits, once the transaction has committed. */
    public static void announceWork(Connection connection) throws SQLException {
        send(connection, ReplicaMessage.WORK);
    }

    private static void send(Connection connection, String text) throws SQLException {
        Sql.list(connection, row -> true, "SELECT pg_notify(?, ?)", ReplicaMessage.CHANNEL, text);
    }
}
