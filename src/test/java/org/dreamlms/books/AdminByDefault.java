package org.dreamlms.books;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import org.dreamlms.books.contract.AnswersKeepTheContract;

/**
 * Requests of RestAssured are those of an admin, unless they say who sends them; {@code
 * noFilters()} makes one that says nothing. Their answers keep to the OpenAPI document.
 */
public class AdminByDefault implements QuarkusTestBeforeEachCallback {

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        var token = TestTokens.of("admin");
        Filter admin =
                (request, response, chain) -> {
                    if (!request.getHeaders().hasHeaderWithName("Authorization")) {
                        request.header("Authorization", "Bearer " + token);
                    }
                    return chain.next(request, response);
                };
        RestAssured.replaceFiltersWith(admin, new AnswersKeepTheContract());
        PatientWaits.apply();
    }
}
