package org.dreamlms.books.access;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.dreamlms.books.TestClock;
import org.dreamlms.books.replica.Invalidation;
import org.dreamlms.books.rows.LmsToken;
import org.dreamlms.books.rows.RowsTest;

/** Requests of users with rights of their own. */
public abstract class RightsFixture extends RowsTest {

    @Inject protected TestClock clock;
    @Inject protected Event<Invalidation> invalidations;

    protected void eventually(UUID user, int status) {
        Awaitility.await().until(() -> response(user, "/books/4").statusCode() == status);
    }

    protected static ValidatableResponse grant(UUID user, Map<String, ?> body) {
        return given().header("Authorization", "Bearer " + LmsToken.of(user))
                .contentType("application/json")
                .body(body)
                .post("/book-assignments")
                .then();
    }

    protected static ValidatableResponse batch(UUID user, Integer... ids) {
        return given().header("Authorization", "Bearer " + LmsToken.of(user))
                .contentType("application/json")
                .body(Map.of("ids", List.of(ids)))
                .post("/books/batch")
                .then()
                .statusCode(200);
    }

    protected static ValidatableResponse as(UUID user, String path) {
        return response(user, path).then();
    }

    protected static ValidatableResponse with(String token, String path) {
        return given().header("Authorization", "Bearer " + token).get(path).then();
    }

    protected static Response response(UUID user, String path) {
        return given().header("Authorization", "Bearer " + LmsToken.of(user)).get(path);
    }
}
