package org.dreamlms.books.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.db.DirectDatabase;
import org.dreamlms.books.db.Sql;
import org.junit.jupiter.api.Test;

/** A connection that hears nothing is noticed, and not taken for silence. */
@QuarkusTest
class ListenProofTest extends ServiceTest {

    @Inject DirectDatabase direct;
    @Inject AgroalDataSource pool;

    @Test
    void whoListensHearsAndMissesNothingMeanwhile() throws Exception {
        var heard = new ArrayList<String>();
        try (var session = direct.open("test");
                var sender = pool.getConnection()) {
            Sql.run(session, "LISTEN " + ReplicaMessage.CHANNEL);
            Sql.run(sender, "NOTIFY " + ReplicaMessage.CHANNEL + ", 'rights:0'");
            ListenProof.listen(session, sender, Duration.ofMinutes(3), heard::add);
        }
        assertThat(heard).contains("rights:0");
        assertThat(ListenProof.isHello(heard.get(0))).isFalse();
    }

    @Test
    void behindAPoolerNothingIsHeard() throws Exception {
        try (var session = direct.open("test");
                var sender = pool.getConnection()) {
            assertThatThrownBy(
                            () ->
                                    ListenProof.prove(
                                            session, sender, Duration.ofMillis(300), text -> {}))
                    .hasMessageContaining("DCS_BOOKS_DIRECT_JDBC_URL");
        }
    }
}
