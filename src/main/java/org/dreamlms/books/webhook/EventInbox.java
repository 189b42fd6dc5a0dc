package org.dreamlms.books.webhook;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.dreamlms.books.db.Sql;
import org.dreamlms.books.replica.Announcer;

/** Takes events into table dcs_events, each body once. Blocks: for worker threads only. */
@ApplicationScoped
class EventInbox {

    private final Instance<AgroalDataSource> database;
    private final Announcer announcer;

    EventInbox(Instance<AgroalDataSource> database, Announcer announcer) {
        this.database = database;
        this.announcer = announcer;
    }

    /**
     * Takes an event in and tells all replicas, in one transaction: when this returns, it is safe.
     *
     * @return its id; empty when the same body is there already
     */
    @Transactional(rollbackOn = Exception.class)
    Optional<Long> add(DcsEvent event, byte[] hash) throws SQLException {
        try (var connection = database.get().getConnection()) {
            var ofBook = event.type().ofBook();
            var id =
                    Sql.first(
                            connection,
                            row -> row.getLong(1),
                            "INSERT INTO dcs_books.dcs_events (body_hash, body, event_type, event_time,"
                                    + " book_id, publisher_id, status, processed_at) VALUES (?, ?,"
                                    + " ?, ?, ?, ?, ?, CASE WHEN ? THEN NULL ELSE now() END) ON"
                                    + " CONFLICT (body_hash) DO NOTHING RETURNING id",
                            hash,
                            event.body(),
                            event.name(),
                            event.time(),
                            ofBook ? event.id() : null,
                            event.type().ofPublisher() ? event.id() : null,
                            statusAtFirst(event.type()),
                            ofBook);
            if (id.isPresent() && event.type() != EventType.OTHER) {
                announcer.announce(connection, event.type().invalidation(event.id()));
                if (ofBook) {
                    Announcer.announceWork(connection);
                } else {
                    EventMirror.write(connection, List.of(id.get()));
                }
            }
            return id;
        }
    }

    /** That all replicas are told is all there is to do about a publisher. */
    private static String statusAtFirst(EventType type) {
        if (type == EventType.OTHER) {
            return "ignored";
        }
        return type.ofBook() ? "pending" : "success";
    }
}
