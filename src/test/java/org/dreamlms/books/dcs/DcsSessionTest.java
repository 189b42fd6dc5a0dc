package org.dreamlms.books.dcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.standin.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the service logs in to DCS. */
@ExpectedLog("dcs")
@QuarkusTest
class DcsSessionTest extends ServiceTest {

    @Test
    void oneLoginServesManyCalls() {
        get("/books/1");
        get("/books/2");
        get("/books");
        assertThat(dcs.calls("login")).isEqualTo(1);
    }

    @Test
    void theLoginIsRenewedBeforeDcsEndsIt() {
        get("/books/1");
        clock.advance(Duration.ofMinutes(24));
        get("/books/2");
        assertThat(dcs.calls("login")).isEqualTo(1);
        clock.advance(Duration.ofMinutes(1));
        get("/books/3");
        assertThat(dcs.calls("login")).isEqualTo(2);
    }

    @Test
    void aRevokedTokenIsReplacedWithoutTheClientNoticing() {
        get("/books/1");
        dcs.revokeTokens();
        get("/books/2").then().statusCode(200);
        assertThat(dcs.calls("login")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void bothAnswersToAMissingTokenMeanLogInAgain(int status) {
        get("/books/1");
        dcs.faults()
                .next(
                        1,
                        "book",
                        Fault.answering(
                                status, "application/json", "{\"detail\":\"Not authenticated\"}"));
        get("/books/2").then().statusCode(200);
        assertThat(dcs.calls("login")).isEqualTo(2);
    }

    @Test
    void refusedAgainAfterANewLoginIs502() {
        dcs.faults().always("book", Fault.unauthorized());
        get("/books/4")
                .then()
                .statusCode(502)
                .body("detail", is("The book store does not accept this service's credentials"));
        assertThat(dcs.calls("book")).isEqualTo(2);
    }

    @Test
    void aRefusedLoginIs502AndNotTriedAgainAtOnce() {
        dcs.faults().always("login", Fault.unauthorized());
        get("/books/4").then().statusCode(502);
        get("/books/5").then().statusCode(502);
        assertThat(dcs.calls("login")).isEqualTo(1);
        assertThat(dcs.calls("book")).isZero();
        dcs.faults().clear();
        clock.advance(DcsSession.REFUSAL_HELD);
        get("/books/4").then().statusCode(200);
    }

    @Test
    void aFailingLoginIsRepeatedLikeAnyCall() {
        dcs.faults().next(2, "login", Fault.serverError());
        get("/books/4").then().statusCode(200);
        assertThat(dcs.calls("login")).isEqualTo(3);
    }

    @Test
    void oneFailedLoginHurtsNobodyHoweverManyWait() throws Exception {
        dcs.faults().next(1, "login", Fault.serverError());
        var answers =
                IntStream.rangeClosed(1, 25)
                        .mapToObj(
                                id ->
                                        CompletableFuture.supplyAsync(
                                                () -> get("/books/" + id).statusCode()))
                        .toList();
        for (var answer : answers) {
            assertThat(answer.get()).isEqualTo(200);
        }
        assertThat(dcs.calls("login")).isEqualTo(2);
        assertThat(DcsResilience.state()).isEqualTo(CircuitBreakerState.CLOSED);
    }

    @Test
    void aLoginThatHoldsNoTokenIs502() {
        dcs.faults().always("login", Fault.answering(200, "application/json", "{}"));
        get("/books/4").then().statusCode(502);
    }

    @Test
    void theCallsCarryTheToken() {
        get("/books/4");
        var headers = dcs.requests("book").get(0).headers();
        assertThat(headers.get("authorization")).startsWith("Bearer ey");
    }
}
