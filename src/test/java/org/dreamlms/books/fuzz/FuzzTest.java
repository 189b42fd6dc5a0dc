package org.dreamlms.books.fuzz;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.LogLines;
import org.dreamlms.books.TestTokens;
import org.dreamlms.books.rows.LmsToken;
import org.dreamlms.books.rows.RowsTest;
import org.dreamlms.books.standin.OddAnswers;
import org.junit.jupiter.api.Test;

/**
 * Some of the requests that {@code src/bench/fuzz.sh} sends, always the same ones: whatever is
 * sent, the answers obey the laws.
 */
@QuarkusTest
@ExpectedLog({
    "access.token.Tokens",
    "dcs.DcsProblems",
    "http.problem.LastFailure",
    "page.BookConfigs"
})
class FuzzTest extends RowsTest {

    private static final int REQUESTS = 2_000;
    private static final long SEED = 17;

    @TestHTTPResource("/")
    URI service;

    @TestHTTPResource(value = "/openapi?format=json", management = true)
    URI openApi;

    @Test
    void whateverIsSentTheAnswersObeyTheLaws() throws Exception {
        rows.bookAssignment(4, school, null, admin);
        // Else that happens in the background meanwhile.
        for (int book : new int[] {1, 4, 5, 23}) {
            given().post("/books/" + book + "/import-activities");
        }
        var other = rows.user("teacher");
        rows.teacher(other, rows.school("Other School"));
        OddAnswers.of(dcs);
        var document = given().get(openApi).then().statusCode(200).extract().asString();
        var tokens =
                List.of(TestTokens.of("admin"), TestTokens.of("service"), LmsToken.of(teacherUser));
        var fuzz = new Fuzz(service, document, SEED, tokens, LmsToken.of(other));
        try (var dropped = LogLines.of("io.quarkus.mutiny")) {
            fuzz.run(REQUESTS);
            assertThat(fuzz.failures()).as(fuzz.figures()).isEmpty();
            assertThat(dropped.lines()).isEmpty();
        }
    }
}
