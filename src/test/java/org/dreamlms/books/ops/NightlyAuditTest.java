package org.dreamlms.books.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import org.awaitility.Awaitility;
import org.dreamlms.books.db.DirectDatabase;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The clock of another replica may be a little late: it must not look once more. */
@QuarkusTest
class NightlyAuditTest extends RowsTest {

    @Inject ReferenceAudit audit;
    @Inject DirectDatabase database;

    @TestHTTPResource(value = "/reference-audit?fresh=true", management = true)
    URI fresh;

    private Thread nightly;

    @BeforeEach
    void isUnderWay() {
        given().get(fresh);
        var before = audit.last().orElseThrow();
        nightly = new Thread(audit::scheduled, "nightly audit");
        nightly.start();
        Awaitility.await().until(() -> audit.last().filter(last -> last != before).isPresent());
    }

    @AfterEach
    void ends() throws InterruptedException {
        nightly.interrupt();
        nightly.join();
    }

    @Test
    void theOthersAreKeptOutForAWhile() throws Exception {
        assertThat(anotherMayLook()).isFalse();
        ends();
        assertThat(anotherMayLook()).isTrue();
    }

    @Test
    void itsReportStaysMeanwhileWhoeverAsks() {
        given().get(fresh);
        assertThat(audit.last()).isPresent();
    }

    private boolean anotherMayLook() throws SQLException {
        try (var other = AuditSession.open(database)) {
            return other.lock();
        }
    }
}
