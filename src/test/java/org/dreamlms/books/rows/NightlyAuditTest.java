package org.dreamlms.books.rows;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The clock of another replica may be a little late: it must not look once more. */
@QuarkusTest
@TestProfile(LimitsTest.Narrow.class)
class NightlyAuditTest extends RowsTest {

    @TestHTTPResource(value = "/reference-audit?fresh=true", management = true)
    URI fresh;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

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

    @Test
    void itsReportStaysMeanwhileWhoeverAsks() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !mayLook() && isShown());
        given().get(fresh);
        assertTrue(isShown());
    }

    private boolean isShown() {
        return !given().get(metrics)
                .asString()
                .contains("books_reference_audit_timestamp_seconds NaN");
    }

    private boolean mayLook() {
        return rows.text("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'") == null;
    }
}
