package org.dreamlms.books.migration.check;

import java.sql.Connection;
import java.sql.SQLException;
import org.dreamlms.books.db.Sql;

/**
 * One question to the database before it is changed.
 *
 * @param subject what is looked at, to be read after "Checking"
 */
public record Check(String subject, Probe probe) {

    /** Looks, and leaves nothing behind: whatever it does is rolled back. */
    public interface Probe {
        Finding look(Connection connection) throws SQLException;
    }

    /**
     * A check that refuses when a query finds anything.
     *
     * @param offenders a query of one text column named {@code line}
     */
    public static Check none(String subject, String offenders, String problem, String advice) {
        return new Check(
                subject,
                connection -> {
                    var count =
                            Sql.number(
                                    connection,
                                    """
                                    SELECT count(*)
                                    FROM (%s) q
                                    """
                                            .formatted(offenders));
                    if (count == 0) {
                        return Finding.passed("none");
                    }
                    var rows =
                            Sql.texts(
                                    connection,
                                    """
                                    SELECT line
                                    FROM (%s) q
                                    ORDER BY 1
                                    LIMIT %s
                                    """
                                            .formatted(offenders, Finding.SHOWN));
                    return new Finding.Refused(problem, count, rows, advice);
                });
    }
}
