package org.dreamlms.books.activity.imports;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.dreamlms.books.db.Sql;

/** Reads and writes the rows of an import, in batches: entities would take a round trip each. */
final class ActivityTable {

    private static final int BATCH = 1_000;

    private final Connection connection;
    private final int bookId;
    private final ObjectMapper mapper;

    ActivityTable(Connection connection, int bookId, ObjectMapper mapper) {
        this.connection = connection;
        this.bookId = bookId;
        this.mapper = mapper;
    }

    /** Sets the values of one row of a batch. */
    private interface Setter<T> {
        void set(PreparedStatement statement, T row) throws SQLException;
    }

    /** The types that the database knows. */
    Set<String> knownTypes() throws SQLException {
        return Set.copyOf(
                Sql.list(
                        connection,
                        row -> row.getString(1),
                        """
                        SELECT cast(label AS text)
                        FROM unnest(enum_range(cast(NULL AS activitytype))) label
                        """));
    }

    /** The book's rows of these types. */
    List<StoredActivity> rows(Collection<String> types) throws SQLException {
        return Sql.list(
                connection,
                row ->
                        new StoredActivity(
                                row.getObject(1, UUID.class),
                                new ActivityPlace(
                                        row.getString(2),
                                        row.getInt(3),
                                        row.getInt(4),
                                        row.getString(5)),
                                row.getInt(6),
                                row.getString(7),
                                row.getString(8),
                                ContentHash.of(row.getString(9), mapper)),
                """
                SELECT id, module_name, page_number, section_index, cast(activity_type AS text),
                    order_index, title, dream_activity_id, cast(config_json AS text)
                FROM activities
                WHERE dcs_book_id = ?
                AND cast(activity_type AS text) = ANY (?)
                ORDER BY order_index, id
                """,
                bookId,
                connection.createArrayOf("text", types.toArray()));
    }

    void insert(List<WantedActivity> all, LocalDateTime now) throws SQLException {
        batch(
                """
                INSERT INTO activities (
                    id, dcs_book_id, activity_type, title, config_json, order_index, module_name,
                    page_number, section_index, dream_activity_id, created_at, updated_at)
                VALUES (
                    ?, ?, cast(? AS activitytype), ?, cast(? AS json), ?, ?,
                    ?, ?, ?, ?, ?)
                """,
                all,
                (statement, wanted) -> {
                    statement.setObject(1, UUID.randomUUID());
                    statement.setInt(2, bookId);
                    statement.setString(3, wanted.place().type());
                    statement.setString(4, wanted.title());
                    statement.setString(5, wanted.json());
                    statement.setInt(6, wanted.orderIndex());
                    statement.setString(7, wanted.place().module());
                    statement.setInt(8, wanted.place().page());
                    statement.setInt(9, wanted.place().section());
                    statement.setString(10, wanted.dreamId());
                    statement.setObject(11, now);
                    statement.setObject(12, now);
                });
    }

    /** The type stays: with another one it would not be the same activity. */
    void update(List<ActivityMatching.Match> all, LocalDateTime now) throws SQLException {
        batch(
                """
                UPDATE activities
                SET title = ?, config_json = cast(? AS json), order_index = ?,
                    module_name = ?, page_number = ?, section_index = ?,
                    dream_activity_id = coalesce(cast(? AS text), dream_activity_id),
                    updated_at = ?
                WHERE id = ?
                """,
                all,
                (statement, match) -> {
                    var wanted = match.wanted();
                    statement.setString(1, wanted.title());
                    statement.setString(2, wanted.json());
                    statement.setInt(3, wanted.orderIndex());
                    statement.setString(4, wanted.place().module());
                    statement.setInt(5, wanted.place().page());
                    statement.setInt(6, wanted.place().section());
                    statement.setString(7, wanted.dreamId());
                    statement.setObject(8, now);
                    statement.setObject(9, match.row().id());
                });
    }

    void delete(Collection<UUID> ids) throws SQLException {
        Sql.update(
                connection,
                "DELETE FROM activities WHERE id = ANY (?)",
                connection.createArrayOf("uuid", ids.toArray()));
    }

    private <T> void batch(String sql, List<T> all, Setter<T> setter) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < all.size(); i++) {
                setter.set(statement, all.get(i));
                statement.addBatch();
                if ((i + 1) % BATCH == 0 || i + 1 == all.size()) {
                    statement.executeBatch();
                }
            }
        }
    }
}
