package org.dreamlms.books.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import org.dreamlms.books.Settings;
import org.dreamlms.books.db.DirectDatabase;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All replicas look by the clock at the same time, more or less: one does, the others do not. */
@QuarkusTest
class NightlyAuditTest extends RowsTest {

    @Inject DirectDatabase database;
    @Inject Settings settings;

    private ReferenceAudit early;
    private ReferenceAudit late;

    @BeforeEach
    void replicas() {
        early = replica();
        late = replica();
    }

    private ReferenceAudit replica() {
        return new ReferenceAudit(
                database, catalog, Clock.systemUTC(), settings, new SimpleMeterRegistry());
    }

    @Test
    void theOneWhoseClockIsLateDoesNotLookOnceMore() throws SQLException {
        late.run();
        early.scheduled();
        late.scheduled();
        assertThat(early.last()).isPresent();
        assertThat(late.last()).as("an old report").isEmpty();
    }

    @Test
    void theNextNightEitherMay() {
        early.scheduled();
        nightPasses();
        late.scheduled();
        assertThat(late.last()).isPresent();
        early.scheduled();
        assertThat(early.last()).isEmpty();
    }

    @Test
    void whatHasJustBeenFoundIsKept() {
        early.scheduled();
        var report = early.last().orElseThrow();
        early.scheduled();
        assertThat(early.last()).containsSame(report);
        nightPasses();
        early.scheduled();
        assertThat(early.last().orElseThrow()).isNotSameAs(report);
    }

    @Test
    void anOperatorNeedNotWait() throws SQLException {
        early.scheduled();
        assertThat(late.run()).isPresent();
        assertThat(early.run()).isPresent();
    }

    private void nightPasses() {
        rows.run("UPDATE dcs_books.reference_audits SET ended_at = ended_at - interval '1 day'");
    }
}
