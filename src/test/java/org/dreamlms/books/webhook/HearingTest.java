package org.dreamlms.books.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.api.Jdbc;
import org.junit.jupiter.api.Test;

/** A connection that hears nothing is noticed, and not taken for silence. */
@QuarkusTest
class HearingTest extends ServiceTest {

    @Inject DirectDatabase direct;
    @Inject AgroalDataSource pool;

    @Test
    void whoListensHearsAndMissesNothingMeanwhile() throws Exception {
        var heard = new ArrayList<String>();
        try (var session = direct.open("test");
                var sender = pool.getConnection()) {
            Jdbc.run(session, "LISTEN " + News.CHANNEL);
            Jdbc.run(sender, "NOTIFY " + News.CHANNEL + ", 'rights:0'");
            Hearing.listen(session, sender, Duration.ofSeconds(10), heard::add);
        }
        assertThat(heard).contains("rights:0");
        assertThat(Hearing.isHello(heard.get(0))).isFalse();
    }

    @Test
    void behindAPoolerNothingIsHeard() throws Exception {
        try (var session = direct.open("test");
                var sender = pool.getConnection()) {
            assertThatThrownBy(
                            () ->
                                    Hearing.prove(
                                            session, sender, Duration.ofMillis(300), text -> {}))
                    .hasMessageContaining("DCS_BOOKS_DIRECT_JDBC_URL");
        }
    }
}
