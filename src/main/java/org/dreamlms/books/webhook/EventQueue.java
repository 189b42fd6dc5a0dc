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
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.replica.Announcer;

/**
 * The events in table dcs_events: each body once, and worked off by whichever replica comes first.
 * Times are the database's, since replicas share them. Blocks: for worker threads only.
 */
@ApplicationScoped
class EventQueue {

    /** After so many tries an event is given up. */
    static final int MAX_TRIES = 5;

    private static final int PAUSE_FACTOR = 5;

    /** How many events of a book are claimed at once; the rest is claimed after them. */
    static final int MAX_CLAIM = 500;

    /** What has not ended. */
    static final String WAITING = "status IN ('pending', 'processing', 'retrying')";

    /**
     * What somebody should be at by now: neither a pause nor another replica is to be waited for.
     */
    static final String DUE = WAITING + " AND next_attempt_at <= now()";

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

    /** Events of one book that are processed together, since each brings what DCS has now. */
    record Claim(int bookId, List<Claimed> events) {

        /** Whether one of them is of this type. */
        boolean has(EventType type) {
            return events.stream().anyMatch(event -> event.type() == type);
        }

        /** The tries of the one that has been tried the most, this time included. */
        int tries() {
            return events.stream().mapToInt(Claimed::tries).max().orElse(0);
        }
    }

    /**
     * One of them.
     *
     * @param tries this one included; who claims it after us counts one more
     */
    record Claimed(long id, EventType type, int tries) {}

    /** An event that has ended, one way or the other. */
    record Ended(long id, EventType type, String status) {}

    /** Takes what is due for one book, so that no other replica does; empty when nothing is. */
    @Transactional(rollbackOn = Exception.class)
    Optional<Claim> claim() throws SQLException {
        try (var connection = database.get().getConnection()) {
            var book =
                    Sql.first(
                            connection,
                            row -> row.getInt(1),
                            "SELECT book_id FROM dcs_books.dcs_events WHERE "
                                    + DUE
                                    + " ORDER BY next_attempt_at, id LIMIT 1 FOR UPDATE SKIP"
                                    + " LOCKED");
            return book.isEmpty() ? Optional.empty() : Optional.of(claim(connection, book.get()));
        }
    }

    private Claim claim(Connection connection, int book) throws SQLException {
        return new Claim(
                book,
                Sql.list(
                        connection,
                        row ->
                                new Claimed(
                                        row.getLong(1),
                                        EventType.of(row.getString(2)),
                                        row.getInt(3)),
                        "UPDATE dcs_books.dcs_events SET status = 'processing', attempts = attempts + 1,"
                                + " next_attempt_at = now() + ? * interval '1 millisecond' WHERE"
                                + " id = ANY (ARRAY(SELECT id FROM dcs_books.dcs_events WHERE book_id = ? AND "
                                + DUE
                                + " ORDER BY next_attempt_at, id LIMIT ? FOR UPDATE SKIP LOCKED))"
                                + " RETURNING id, event_type, attempts",
                        takeOver.toMillis(),
                        book,
                        MAX_CLAIM));
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

    /** Ends a claim for now: each event is tried again after a pause, or after five given up. */
    @Transactional(rollbackOn = Exception.class)
    List<Ended> failed(Claim claim, String reason) throws SQLException {
        return end(claim, againOr("failed"), reason);
    }

    /** Ends a try where there may be nothing to do: after five tries that counts as done. */
    @Transactional(rollbackOn = Exception.class)
    List<Ended> missing(Claim claim, String what) throws SQLException {
        return end(claim, againOr("success"), what);
    }

    private String againOr(String last) {
        return """
        error = ?, status = CASE WHEN e.attempts >= %1$d THEN '%2$s' ELSE 'retrying' END,
        processed_at = CASE WHEN e.attempts >= %1$d THEN now() END, next_attempt_at = now() +
        %3$d * power(%4$d, greatest(e.attempts, 1) - 1) * interval '1 millisecond'
        """
                .formatted(MAX_TRIES, last, retryPause.toMillis(), PAUSE_FACTOR);
    }

    /** What another replica has taken over meanwhile is left to it. */
    private List<Ended> end(Claim claim, String change, String note) throws SQLException {
        try (var connection = database.get().getConnection()) {
            var ended =
                    Sql.list(
                            connection,
                            row ->
                                    new Ended(
                                            row.getLong(1),
                                            EventType.of(row.getString(2)),
                                            row.getString(3)),
                            "UPDATE dcs_books.dcs_events e SET "
                                    + change
                                    + " FROM unnest(?, ?) AS c(id, attempts) WHERE e.id = c.id AND"
                                    + " e.attempts = c.attempts AND e.status = 'processing'"
                                    + " RETURNING e.id, e.event_type, e.status",
                            note,
                            connection.createArrayOf(
                                    "bigint", claim.events().stream().map(Claimed::id).toArray()),
                            connection.createArrayOf(
                                    "integer",
                                    claim.events().stream().map(Claimed::tries).toArray()));
            EventMirror.write(
                    connection,
                    ended.stream()
                            .filter(event -> !event.status().equals("retrying"))
                            .map(Ended::id)
                            .toList());
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
                    Sql.update(
                            connection,
                            "UPDATE dcs_books.dcs_events SET status = 'pending', attempts = 0,"
                                    + " next_attempt_at = now(), processed_at = NULL WHERE status ="
                                    + " 'failed' AND (id = ? OR ?)",
                            id == null ? 0 : id,
                            id == null);
            if (replayed > 0) {
                Announcer.announceWork(connection);
            }
            return replayed;
        }
    }

    /**
     * Deletes what was processed or given up long ago; its body, should it come again, is harmless.
     */
    @Transactional(rollbackOn = Exception.class)
    int purge() throws SQLException {
        try (var connection = database.get().getConnection()) {
            return Sql.update(
                    connection,
                    """
                    DELETE FROM dcs_books.dcs_events
                    WHERE status IN ('success', 'ignored', 'failed')
                        AND received_at < now() - ? * interval '1 millisecond'
                        AND coalesce(processed_at, received_at)
                            < now() - ? * interval '1 millisecond'
                    """,
                    keep.toMillis(),
                    keep.toMillis());
        }
    }
}
