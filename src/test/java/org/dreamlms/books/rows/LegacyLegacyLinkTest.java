package org.dreamlms.books.rows;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LegacyDatabase.class)
class LegacyLegacyLinkTest extends LegacyLinkFacts {

    @Test
    void whatTheMigrationFoundIsThere() {
        given().get("/books/00000000-0000-0000-0000-000000000004/activities")
                .then()
                .statusCode(200)
                .body("title", hasItem("Old circle"));
    }
}
