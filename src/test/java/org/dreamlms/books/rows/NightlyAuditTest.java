package org.dreamlms.books.rows;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The clock of another replica may be a little late: it must not look once more. */
@QuarkusTest
@TestProfile(LimitsTest.Narrow.class)
class NightlyAuditTest extends RowsTest {

    @Test
    void theOthersAreKeptOutForAWhile() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .during(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !mayLook());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(this::mayLook);
    }

    private boolean mayLook() {
        return rows.text("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'") == null;
    }
}
