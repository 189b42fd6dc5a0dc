package org.dreamlms.books.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.dreamlms.books.caller.Caller;
import org.dreamlms.books.caller.Role;
import org.dreamlms.books.db.Sql;

/** Reads who a user is from the tables of the LMS. Blocks: for worker threads only. */
@ApplicationScoped
class LmsUsers {

    private final LookUpDatabase database;

    LmsUsers(LookUpDatabase database) {
        this.database = database;
    }

    /**
     * A user of the LMS.
     *
     * @param active whether the user may log in
     */
    record User(boolean active, Caller caller) {}

    /**
     * What a publisher is.
     *
     * @param id in DCS; null when it is not known
     * @param schools those of the same publisher
     */
    private record Publisher(Integer id, Set<UUID> schools) {}

    private record PublisherRow(Integer publisher, UUID school) {

        static PublisherRow read(ResultSet row) throws SQLException {
            return new PublisherRow(row.getObject(1, Integer.class), row.getObject(2, UUID.class));
        }
    }

    /** What the tables say of a user. */
    private record Row(boolean active, String role, UUID teacherId, UUID schoolId) {

        static Row read(ResultSet row) throws SQLException {
            return new Row(
                    row.getBoolean(1),
                    row.getString(2),
                    row.getObject(3, UUID.class),
                    row.getObject(4, UUID.class));
        }
    }

    /**
     * The user: one statement, two for publishers. Of several teachers that are one user it is
     * always the same.
     *
     * @param roles what a token says that the user's roles are; null: the user's row says it
     * @throws SQLException when the database can't be asked
     */
    Optional<User> find(UUID id, Set<String> roles) throws SQLException {
        try (var connection = database.connection()) {
            var row =
                    Sql.first(
                            connection,
                            Row::read,
                            """
                            SELECT u.is_active, u.role, t.id, t.school_id
                            FROM "user" u
                            LEFT JOIN teachers t ON t.user_id = u.id
                            WHERE u.id = ?
                            ORDER BY t.id
                            LIMIT 1
                            """,
                            id);
            return row.isEmpty()
                    ? Optional.empty()
                    : Optional.of(user(connection, id, row.get(), roles));
        }
    }

    private static User user(Connection connection, UUID id, Row row, Set<String> named)
            throws SQLException {
        var own = row.role() == null ? Set.<String>of() : Set.of(row.role());
        var roles = named == null ? own : named;
        var publisher =
                roles.contains(Role.PUBLISHER)
                        ? publisher(connection, id)
                        : new Publisher(null, Set.of());
        return new User(
                row.active(),
                new Caller(
                        id,
                        roles,
                        row.teacherId(),
                        row.schoolId(),
                        publisher.schools(),
                        publisher.id()));
    }

    /** By way of JSON, since not every LMS has the columns; without them there are none. */
    private static Publisher publisher(Connection connection, UUID user) throws SQLException {
        var rows =
                Sql.list(
                        connection,
                        PublisherRow::read,
                        """
                        SELECT
                            cast(to_jsonb(u) ->> 'dcs_publisher_id' AS integer),
                            s.id
                        FROM "user" u
                        LEFT JOIN schools s
                            ON to_jsonb(s) ->> 'dcs_publisher_id'
                                = to_jsonb(u) ->> 'dcs_publisher_id'
                        WHERE u.id = ?
                        """,
                        user);
        return new Publisher(
                rows.isEmpty() ? null : rows.get(0).publisher(),
                rows.stream()
                        .map(PublisherRow::school)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
