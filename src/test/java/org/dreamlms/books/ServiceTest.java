package org.dreamlms.books;

import static io.restassured.RestAssured.given;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.time.Duration;
import org.dreamlms.books.rows.PostgresResource;
import org.dreamlms.books.standin.StandInDcs;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the tests of the running service share: a stand-in DCS and a clock, and a fresh start before
 * each.
 */
@QuarkusTestResource(StandInDcsResource.class)
@QuarkusTestResource(PostgresResource.class)
public abstract class ServiceTest {

    protected StandInDcs dcs;

    @Inject protected TestClock clock;
    @Inject protected MeterRegistry meters;

    @BeforeEach
    void freshStart() {
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
