package org.dreamlms.books.activity.imports;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.dreamlms.books.db.Sql;

/**
 * Knows whether anything in the database refers to an activity. Which tables may is read from the
 * catalogue each time, since the LMS has more of them than this service knows.
 */
final class ActivityReferences {

    private static final String FOREIGN_KEYS =
            """
            SELECT c.conrelid::regclass::text, (
                SELECT string_agg(format('r.%I = a.%I', theirs.attname, ours.attname), ' AND ')
                FROM unnest(c.conkey, c.confkey) AS pair (theirs, ours)
                JOIN pg_attribute theirs ON theirs.attrelid = c.conrelid AND theirs.attnum = pair.theirs
                JOIN pg_attribute ours ON ours.attrelid = c.confrelid AND ours.attnum = pair.ours)
            FROM pg_constraint c
            WHERE c.contype = 'f' AND c.conparentid = 0 AND c.confrelid = to_regclass('activities')
            """;

    private static final String USED =
            """
            SELECT a.id
            FROM activities a
            WHERE a.id = ANY (?)
            AND EXISTS (SELECT FROM %s r WHERE %s)
            """;

    private ActivityReferences() {}

    private record ForeignKey(String table, String condition) {}

    /**
     * Locks the activities until the transaction ends, so that nobody can begin to refer to one,
     * and tells which of them something refers to already. The transaction has to be READ
     * COMMITTED.
     */
    static Set<UUID> lockAndFind(Connection connection, Collection<UUID> ids) throws SQLException {
        var array = connection.createArrayOf("uuid", ids.toArray());
        Sql.list(
                connection,
                row -> row.getObject(1),
                "SELECT id FROM activities WHERE id = ANY (?) ORDER BY id FOR UPDATE",
                array);
        var keys =
                Sql.list(
                        connection,
                        row -> new ForeignKey(row.getString(1), row.getString(2)),
                        FOREIGN_KEYS);
        var used = new HashSet<UUID>();
        for (var key : keys) {
            used.addAll(
                    Sql.list(
                            connection,
                            row -> row.getObject(1, UUID.class),
                            USED.formatted(key.table(), key.condition()),
                            array));
        }
        return used;
    }
}
