package org.dreamlms.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import org.dreamlms.books.standin.StandInDcs;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StandInDcsResource.class)
class StandInDcsResourceTest {

    StandInDcs dcs;

    @Inject Settings settings;

    @Test
    void serviceAndTestMeetTheSameStandIn() {
        assertEquals(dcs.url(), settings.dcs().url().orElseThrow());
        var before = dcs.calls("health");
        RestAssured.get(settings.dcs().url().orElseThrow() + "/health").then().statusCode(200);
        assertEquals(before + 1, dcs.calls("health"));
        assertTrue(dcs.books().get(4).isPresent());
    }
}
