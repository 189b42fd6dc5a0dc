package org.dreamlms.books.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.db.DirectDatabase;
import org.dreamlms.books.db.Sql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an audit does to the database, and what the database may do to it. */
@QuarkusTest
class AuditSessionTest extends ServiceTest {

    private static final String QUERY_CANCELED = "57014";

    @Inject DirectDatabase database;
    @Inject AgroalDataSource pool;

    @Test
    @Timeout(60)
    void aTableThatIsLockedIsNotWaitedForForEver() throws SQLException {
        try (var other = pool.getConnection();
                var audit = AuditSession.open(database, Duration.ofMillis(100))) {
            other.setAutoCommit(false);
            Sql.run(other, "LOCK TABLE activities IN ACCESS EXCLUSIVE MODE");
            assertThat(audit.lock()).isTrue();
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> audit.counts(Long.MIN_VALUE))
                    .returns(QUERY_CANCELED, SQLException::getSQLState);
            other.rollback();
        }
    }

    @Test
    void theLockIsGivenBack() throws SQLException {
        try (var other = AuditSession.open(database)) {
            try (var audit = AuditSession.open(database)) {
                assertThat(audit.lock()).isTrue();
                assertThat(other.lock()).isFalse();
            }
            assertThat(other.lock()).isTrue();
        }
    }
}
