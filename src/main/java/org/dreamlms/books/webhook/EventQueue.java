package org.dreamlms.books.webhook;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dreamlms.books.Settings;
import org.dreamlms.books.api.Jdbc;

/**
 * The events in table dcs_events: each body once, and worked off by whichever replica comes first.
 * Times are the database's, since replicas share them. Blocks: for worker threads only.
 */
@ApplicationScoped
class EventQueue {

    /** After so many tries an event is given up. */
    static final int MAX_TRIES = 5;

    private static final int PAUSE_FACTOR = 5;

    private static final String WAITING = "status IN ('pending', 'processing', 'retrying')";
    private static final String DUE = WAITING + " AND next_attempt_at <= now()";

    private final Instance<AgroalDataSource> database;
    private final Duration retryPause;
    private final Duration takeOver;
    private final Duration keep;

    EventQueue(Instance<AgroalDataSource> database, Settings settings) {
        this.database = database;
        this.retryPause = settings.webhook().retryPause();
        this.takeOver = settings.webhook().takeOver();
        this.keep = settings.webhook().keep();
    }

    /**
     * Events of one book that are processed together, since each brings what DCS has now.
     *
     * @param tries of the one that has been tried the most, this time included
     */
    record Claim(int bookId, List<Long> ids, List<EventType> types, int tries) {}

    /**
     * How much waits.
     *
     * @param pending in the queue
     * @param failed given up
     * @param oldestSeconds how long the oldest in the queue has been there, 0 when it is empty
     */
    record Backlog(long pending, long failed, double oldestSeconds) {

        static final Backlog UNKNOWN = new Backlog(0, 0, 0);
    }

    /** An event that has ended, one way or the other. */
    record Ended(long id, EventType type, String status) {}

    /** Takes what is due for one book, so that no other replica does; empty when nothing is. */
    @Transactional(rollbackOn = Exception.class)
    Optional<Claim> claim() throws SQLException {
        try (var connection = database.get().getConnection()) {
            var book =
                    Jdbc.first(
                            connection,
                            row -> row.getInt(1),
                            "SELECT book_id FROM dcs_events WHERE "
                                    + DUE
                                    + " ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP"
                                    + " LOCKED");
            return book.isEmpty() ? Optional.empty() : Optional.of(claim(connection, book.get()));
        }
    }

    private Claim claim(Connection connection, int book) throws SQLException {
        record Row(long id, EventType type, int tries) {}
        var rows =
                Jdbc.list(
                        connection,
                        row ->
                                new Row(
                                        row.getLong(1),
                                        EventType.of(row.getString(2)),
                                        row.getInt(3)),
                        "UPDATE dcs_events SET status = 'processing', attempts = attempts + 1,"
                                + " next_attempt_at = now() + ? * interval '1 millisecond' WHERE"
                                + " id IN (SELECT id FROM dcs_events WHERE book_id = ? AND "
                                + DUE
                                + " FOR UPDATE SKIP LOCKED) RETURNING id, event_type, attempts",
                        takeOver.toMillis(),
                        book);
        return new Claim(
                book,
                rows.stream().map(Row::id).toList(),
                rows.stream().map(Row::type).toList(),
                rows.stream().mapToInt(Row::tries).max().orElse(0));
    }

    /**
     * Ends a claim for good.
     *
     * @param note what an operator may want to know; null when there is nothing
     */
    @Transactional(rollbackOn = Exception.class)
    List<Ended> succeeded(Claim claim, String note) throws SQLException {
        return end(claim, "status = 'success', error = ?, processed_at = now()", note);
    }

    /** Ends a claim for now: its events are tried again after a pause, or given up. */
    @Transactional(rollbackOn = Exception.class)
    List<Ended> failed(Claim claim, String reason) throws SQLException {
        return end(
                claim,
                "error = ?, status = CASE WHEN attempts >= "
                        + MAX_TRIES
                        + " THEN 'failed' ELSE 'retrying' END, processed_at = CASE WHEN attempts"
                        + " >= "
                        + MAX_TRIES
                        + " THEN now() END, next_attempt_at = now() + "
                        + retryPause.toMillis()
                        + " * power("
                        + PAUSE_FACTOR
                        + ", greatest(attempts, 1) - 1) * interval '1 millisecond'",
                reason);
    }

    private List<Ended> end(Claim claim, String change, String note) throws SQLException {
        try (var connection = database.get().getConnection()) {
            var ended =
                    Jdbc.list(
                            connection,
                            row ->
                                    new Ended(
                                            row.getLong(1),
                                            EventType.of(row.getString(2)),
                                            row.getString(3)),
                            "UPDATE dcs_events SET "
                                    + change
                                    + " WHERE id = ANY (?) AND status = 'processing' RETURNING id,"
                                    + " event_type, status",
                            note,
                            connection.createArrayOf("bigint", claim.ids().toArray()));
            for (var event : ended) {
                if (!event.status().equals("retrying")) {
                    EventMirror.write(connection, event.id());
                }
            }
            return ended;
        }
    }

    /**
     * Puts events that were given up into the queue again.
     *
     * @param id the one, or null for all of them
     * @return how many
     */
    @Transactional(rollbackOn = Exception.class)
    int replay(Long id) throws SQLException {
        try (var connection = database.get().getConnection()) {
            var replayed =
                    Jdbc.update(
                            connection,
                            "UPDATE dcs_events SET status = 'pending', attempts = 0,"
                                    + " next_attempt_at = now(), processed_at = NULL WHERE status ="
                                    + " 'failed' AND (id = ? OR ?)",
                            id == null ? 0 : id,
                            id == null);
            if (replayed > 0) {
                ReplicaAnnouncer.announceWork(connection);
            }
            return replayed;
        }
    }

    // In a transaction, since only then the pool throws a broken connection away.
    @Transactional(rollbackOn = Exception.class)
    Backlog backlog() throws SQLException {
        try (var connection = database.get().getConnection()) {
            return Jdbc.first(
                            connection,
                            row -> new Backlog(row.getLong(1), row.getLong(2), row.getDouble(3)),
                            "SELECT count(*), (SELECT count(*) FROM dcs_events WHERE status ="
                                    + " 'failed'), coalesce(extract(epoch FROM now() -"
                                    + " min(received_at)), 0) FROM dcs_events WHERE "
                                    + WAITING)
                    .orElseThrow();
        }
    }

    /** Deletes what was processed long ago; its body, should it come again, is harmless. */
    @Transactional(rollbackOn = Exception.class)
    int purge() throws SQLException {
        try (var connection = database.get().getConnection()) {
            return Jdbc.update(
                    connection,
                    "DELETE FROM dcs_events WHERE status IN ('success', 'ignored') AND received_at"
                            + " < now() - ? * interval '1 millisecond'",
                    keep.toMillis());
        }
    }
}
