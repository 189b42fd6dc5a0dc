package org.dreamlms.books.webhook;

import io.agroal.api.AgroalDataSource;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.dreamlms.books.db.Sql;

/** The events that were given up, as operators see them. Blocks: for worker threads only. */
@ApplicationScoped
class FailedEvents {

    private static final int SHOWN = 100;

    private final Instance<AgroalDataSource> database;

    FailedEvents(Instance<AgroalDataSource> database) {
        this.database = database;
    }

    /** The last 100, the latest first. */
    @Transactional(rollbackOn = Exception.class)
    JsonArray latest() throws SQLException {
        try (var connection = database.get().getConnection()) {
            return new JsonArray(
                    Sql.list(
                            connection,
                            FailedEvents::event,
                            "SELECT id, event_type, book_id, event_time, received_at, attempts,"
                                    + " left(error, 2000) FROM dcs_books.dcs_events WHERE status = 'failed' ORDER BY id"
                                    + " DESC LIMIT "
                                    + SHOWN));
        }
    }

    private static JsonObject event(ResultSet row) throws SQLException {
        return new JsonObject()
                .put("id", row.getLong(1))
                .put("event", row.getString(2))
                .put("book_id", row.getObject(3))
                .put("event_time", time(row, 4))
                .put("received_at", time(row, 5))
                .put("attempts", row.getInt(6))
                .put("error", row.getString(7));
    }

    private static String time(ResultSet row, int column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant().toString();
    }
}
