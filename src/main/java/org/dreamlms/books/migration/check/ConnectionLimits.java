package org.dreamlms.books.migration.check;

import org.dreamlms.books.db.Sql;

/** Limits of connections that no end of another session lifts. */
public final class ConnectionLimits {

    private static final String TOO_LOW =
            """
            SELECT 'role ' || rolname || ' may have ' || rolconnlimit
            FROM pg_roles
            WHERE rolname = session_user
            AND NOT rolsuper
            AND rolconnlimit BETWEEN 0 AND ? - 1
            UNION ALL
            SELECT 'database ' || datname || ' may have ' || datconnlimit
            FROM pg_database
            WHERE datname = current_database()
            AND datconnlimit BETWEEN 0 AND ? - 1
            AND NOT (SELECT rolsuper FROM pg_roles WHERE rolname = session_user)
            """;

    private ConnectionLimits() {}

    /**
     * @param needed how many the migration has at once
     */
    public static Check allow(int needed) {
        return new Check(
                "how many connections there may be",
                connection -> {
                    var limits = Sql.texts(connection, TOO_LOW, needed, needed);
                    return limits.isEmpty()
                            ? Finding.passed("enough for the " + needed + " of the migration")
                            : Finding.refused(
                                    "fewer connections than the "
                                            + needed
                                            + " that the migration needs",
                                    limits,
                                    "ALTER ROLE … CONNECTION LIMIT …, or ALTER DATABASE …"
                                            + " CONNECTION LIMIT …");
                });
    }
}
