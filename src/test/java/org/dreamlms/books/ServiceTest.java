package org.dreamlms.books;

import static io.restassured.RestAssured.given;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.dreamlms.books.standin.StandInDcs;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the tests of the running service share: a stand-in DCS and a clock, and a fresh start before
 * each.
 */
@QuarkusTestResource(StandInDcsResource.class)
public abstract class ServiceTest {

    protected StandInDcs dcs;

    @Inject protected TestClock clock;
    @Inject protected MeterRegistry meters;

    private static StandInDcs startedAgainst;

    @BeforeEach
    void freshStart() {
        if (startedAgainst != dcs) {
            // The start itself asks for subscriptions, in the background: no test's business.
            Awaitility.await().until(() -> dcs.calls("webhooks") > 0);
            startedAgainst = dcs;
        }
        dcs.reset();
        CircuitBreakerMaintenance.get().resetAll();
        // Whatever is in memory, logins included, is too old to be used.
        clock.advance(Duration.ofHours(25));
        dcs.resetCalls();
    }

    protected static RequestSpecification json(String body) {
        return given().contentType("application/json").body(body);
    }

    protected static Response get(String path) {
        return given().urlEncodingEnabled(false).get(path);
    }

    /** The value of a counter, 0 when nothing was counted yet. */
    protected double counted(String name, String... tags) {
        var counter = meters.find(name).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }
}
