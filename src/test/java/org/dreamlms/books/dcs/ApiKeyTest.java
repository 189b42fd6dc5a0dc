package org.dreamlms.books.dcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.standin.Fault;
import org.dreamlms.books.standin.StandInDcs;
import org.junit.jupiter.api.Test;

/**
 * Without e-mail and password the API key is used; a public path answers beside the bare routes.
 */
@ExpectedLog("dcs.DcsProblems")
@QuarkusTest
@TestProfile(ApiKeyTest.KeyAndPrefix.class)
class ApiKeyTest extends ServiceTest {

    /** An API key alone, and a public path. */
    public static final class KeyAndPrefix implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "dcs-books.dcs.email", "",
                    "dcs-books.dcs.password", "",
                    "dcs-books.dcs.api-key", StandInDcs.API_KEY,
                    "dcs-books.public-path", "/api/v1");
        }
    }

    @Test
    void theKeyIsSentAndNobodyLogsIn() {
        get("/books/4").then().statusCode(200);
        assertThat(dcs.calls("login")).isZero();
        assertThat(dcs.requests("book").get(0).headers().get("authorization"))
                .isEqualTo("Bearer " + StandInDcs.API_KEY);
    }

    @Test
    void everyRouteAnswersUnderThePublicPathAndBare() {
        get("/api/v1/books/4").then().statusCode(200).body("id", is(4));
        get("/api/v1/books/4").then().header("Cache-Status", startsWith("dcs-books; hit"));
        get("/api/v1/books/?limit=1&skip=2").then().body("skip", is(2)).body("limit", is(1));
        get("/books/4").then().statusCode(200);
        json("{\"ids\":[4]}").post("/api/v1/books/batch").then().statusCode(200);
        get("/api/v2/books/4").then().statusCode(404);
        get("/api/v1books/4").then().statusCode(404);
        get("/api/v1/api/v1/books/4").then().statusCode(404);
    }

    @Test
    void problemsNameThePathThatWasAskedFor() {
        get("/api/v1/books/999").then().body("instance", is("/api/v1/books/999"));
        get("/api/v1/nothing")
                .then()
                .body("instance", is("/api/v1/nothing"))
                .body("detail", is("There is nothing at /api/v1/nothing"));
    }

    @Test
    void linksCarryThePublicPath() {
        get("/books/4").then().body("cover_image_url", is("/api/v1/books/4/cover"));
    }

    @Test
    void aRefusedKeyIs502AfterOneCall() {
        dcs.faults().always("book", Fault.unauthorized());
        get("/books/4").then().statusCode(502);
        assertThat(dcs.calls("book")).isEqualTo(1);
    }

    @Test
    void filesNeedALoginAndDcsIsNotAskedWithoutOne() {
        get("/books/4/assets/config.json").then().statusCode(502);
        get("/books/4/cover").then().statusCode(502);
        get("/books/4/videos").then().statusCode(502);
        get("/books/4/pages").then().statusCode(502);
        assertThat(dcs.calls()).isEqualTo(dcs.calls("book"));
        get("/publishers/1/logo").then().statusCode(200);
    }

    @Test
    void filesAreGuardedUnderThePublicPathToo() {
        get("/api/v1/books/4/assets/..%2Fx").then().statusCode(400);
        get("/api/v1/publishers/1")
                .then()
                .statusCode(200)
                .body("logo_url", is("/api/v1/publishers/1/logo"));
    }
}
