package org.dreamlms.books.ops.console;

import io.agroal.api.AgroalDataSource;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dreamlms.books.OwnThreads;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.webhook.EventOverview;

/**
 * What of the console is in the database, read by one thread, one look at a time: a database that
 * hangs holds up that thread, and the console goes on with what was read last.
 */
@ApplicationScoped
class DatabaseLook {

    /** So long a console waits for a look; then it shows the one before. */
    private static final long PATIENCE_MILLIS = 500;

    /** Replicas listen under this name ({@code replica.ReplicaListener}). */
    private static final String LISTENERS =
            """
            SELECT count(*)
            FROM pg_stat_activity
            WHERE application_name = 'dcs-books listener' AND datname = current_database()
            """;

    private final EventOverview events;
    private final Instance<AgroalDataSource> database;
    private final ExecutorService thread = OwnThreads.named("console-database", 1, 1);
    private CompletableFuture<Found> underWay = CompletableFuture.completedFuture(Found.NONE);
    private volatile Found last = Found.NONE;

    DatabaseLook(EventOverview events, Instance<AgroalDataSource> database) {
        this.events = events;
        this.database = database;
    }

    /**
     * What was found.
     *
     * @param queue see {@link EventOverview#queue}; nothing in it when it could not be read
     * @param replicas how many replicas listen, -1 when that is not known
     * @param failure why nothing could be read, null when all could
     */
    record Found(JsonObject queue, long replicas, String failure) {
        private static final Found NONE = new Found(new JsonObject(), -1, "not read yet");
    }

    /** Looks, and waits a little for what comes of it; else what the last look has found. */
    Found look() {
        try {
            return start().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Found(last.queue(), last.replicas(), "the database takes its time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return last;
        } catch (ExecutionException e) {
            return new Found(last.queue(), last.replicas(), "the database can't be used");
        }
    }

    private synchronized CompletableFuture<Found> start() {
        if (underWay.isDone()) {
            underWay = CompletableFuture.supplyAsync(this::read, thread);
        }
        return underWay;
    }

    private Found read() {
        try {
            var found = new Found(events.queue(), replicas(), null);
            last = found;
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long replicas() throws SQLException {
        try (var connection = database.get().getConnection()) {
            return Sql.number(connection, LISTENERS);
        }
    }
}
