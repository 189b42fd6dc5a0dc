package org.dreamlms.books.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dreamlms.books.TestTokens;
import org.dreamlms.books.rows.LmsToken;
import org.dreamlms.books.rows.RowsTest;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is believed to be the caller. */
@QuarkusTest
public class CallerTest extends RowsTest {

    private static final long YEAR_2100 = 4_102_444_800L;
    private static final String HS256 = AlgorithmIdentifiers.HMAC_SHA256;

    @Test
    void withoutATokenNothingIsAnswered() {
        for (var path : List.of("/assignments", "/books/4", "/books/4/nothing", "/nothing")) {
            given().noFilters()
                    .get(path)
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .header("WWW-Authenticate", equalTo("Bearer"))
                    .header("Cache-Control", equalTo("no-store"))
                    .header("X-Content-Type-Options", equalTo("nosniff"))
                    .body("instance", equalTo(path));
        }
    }

    @Test
    void aTokenOfTheLmsNamesItsUser() {
        create(LmsToken.of(admin)).statusCode(201).body("assigned_by", equalTo(admin.toString()));
    }

    @Test
    void anExpiredTokenIsRefused() {
        refused(LmsToken.make(admin.toString(), -60, LmsToken.SECRET_KEY, HS256))
                .body("detail", containsString("expired"));
    }

    @Test
    void aTokenSignedWithAnotherKeyIsRefused() {
        refused(LmsToken.make(admin.toString(), 600, "x".repeat(40), HS256));
    }

    @Test
    void aTokenOfAnotherAlgorithmIsRefused() {
        refused(
                LmsToken.make(
                        admin.toString(),
                        600,
                        LmsToken.SECRET_KEY.repeat(2),
                        AlgorithmIdentifiers.HMAC_SHA512));
    }

    @Test
    void aTokenWithoutASignatureIsRefused() {
        refused(LmsToken.make(admin.toString(), 600, "", AlgorithmIdentifiers.NONE));
    }

    @Test
    void nonsenseIsRefused() {
        refused("nonsense");
        refused("");
    }

    @Test
    void aTokenThatIsGoodInAQueryIsNoneInAHeaderWithoutAScheme() {
        var token = LmsToken.of(admin);
        given().noFilters().get("/books/4/cover?token=" + token).then().statusCode(200);
        given().noFilters()
                .header("Authorization", token)
                .get("/books/4/cover")
                .then()
                .statusCode(401);
        given().noFilters().get("/books/4/cover?token=" + token).then().statusCode(200);
    }

    @Test
    void aTokenWhoseSubjectIsNoUserIdIsRefused() {
        refused(LmsToken.make("admin", 600, LmsToken.SECRET_KEY, HS256));
    }

    @Test
    void aUserWhomNobodyKnowsIsRefused() {
        create(LmsToken.of(UUID.randomUUID()))
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"));
    }

    @Test
    void aUserWhoIsNotActiveMayNothing() {
        rows.run("UPDATE \"user\" SET is_active = false WHERE id = ?", admin);
        create(LmsToken.of(admin))
                .statusCode(403)
                .header("WWW-Authenticate", equalTo("Bearer error=\"insufficient_scope\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "supervisor", "service"})
    void aUserWhoIsNotActiveMayNothingByAnotherIssuersTokenEither(String role) {
        rows.run("UPDATE \"user\" SET is_active = false WHERE id = ?", teacherUser);
        var roles = List.of(role);
        for (var subject : List.of(teacherUser.toString(), teacherUser.toString().toUpperCase())) {
            given().header("Authorization", "Bearer " + TestTokens.of(subject, roles, YEAR_2100))
                    .get("/books/4")
                    .then()
                    .statusCode(403)
                    .body("detail", equalTo("This user is not active"));
        }
        for (var subject : List.of(admin, UUID.randomUUID(), "robot")) {
            var token = TestTokens.of(subject.toString(), roles, YEAR_2100);
            given().header("Authorization", "Bearer " + token)
                    .get("/books/4")
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void aUserWithoutARoleMayNothing() {
        rows.run("ALTER TABLE \"user\" ALTER role DROP NOT NULL");
        try {
            rows.run("UPDATE \"user\" SET role = NULL WHERE id = ?", admin);
            create(LmsToken.of(admin))
                    .statusCode(403)
                    .body("detail", equalTo("This user has no role"));
        } finally {
            rows.run("UPDATE \"user\" SET role = 'admin' WHERE role IS NULL");
            rows.run("ALTER TABLE \"user\" ALTER role SET NOT NULL");
        }
    }

    private ValidatableResponse refused(String token) {
        return given().header("Authorization", "Bearer " + token)
                .get("/assignments")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", equalTo("Bearer error=\"invalid_token\""));
    }

    private ValidatableResponse create(String token) {
        return given().header("Authorization", "bearer " + token)
                .contentType("application/json")
                .body(Map.of("book_id", 4, "school_id", school))
                .post("/book-assignments")
                .then();
    }
}
