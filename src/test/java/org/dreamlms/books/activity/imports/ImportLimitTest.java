package org.dreamlms.books.activity.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.StrictSettings;
import org.dreamlms.books.http.problem.ProblemException;
import org.dreamlms.books.standin.Fault;
import org.junit.jupiter.api.Test;

/** An import waits for DCS as long as it may, and no longer. */
@QuarkusTest
@TestProfile(StrictSettings.class)
class ImportLimitTest extends ServiceTest {

    @Inject ActivityImport activities;

    @Test
    void whoImportsIsToldToTryAgainWhenTheTimeIsOver() {
        dcs.faults().always("book", Fault.hang());
        assertThatThrownBy(() -> activities.follow(4, false, Duration.ofMillis(300)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("takes too long")
                .satisfies(e -> assertThat(((ProblemException) e).status()).isEqualTo(503));
    }

    @Test
    void allSourcesShareOneLimit() {
        // Neither takes longer than the limit by itself.
        dcs.faults().always("book", Fault.delay(Duration.ofMillis(600)));
        dcs.faults().always("object", Fault.delay(Duration.ofMillis(600)));
        assertThatThrownBy(() -> activities.follow(4, false, Duration.ofMillis(1_000)))
                .hasMessageContaining("takes too long");
    }
}
