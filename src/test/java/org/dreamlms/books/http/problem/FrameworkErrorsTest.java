package org.dreamlms.books.http.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.dreamlms.books.LogLines;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors that the framework finds are problems too. */
@QuarkusTest
class FrameworkErrorsTest extends ServiceTest {

    @TestHTTPResource URI service;

    @Test
    void anUnknownRouteIs404() {
        get("/nothing/here")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", is("There is nothing at /nothing/here"))
                .body("instance", is("/nothing/here"));
    }

    @Test
    void anUnknownRouteBelowABookIs404() {
        get("/books/4/nothing").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void aWrongMethodIs405AndSaysWhichAreRight() {
        given().delete("/books/4")
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .header("Allow", "GET, HEAD, OPTIONS")
                .body("detail", is("/books/4 does not answer DELETE"));
        given().put("/books/batch").then().statusCode(405);
    }

    @Test
    void optionsSaysWhichMethodsAreRight() {
        given().options("/books/4").then().statusCode(200).header("Allow", "GET, HEAD, OPTIONS");
        given().options("/books/batch").then().header("Allow", containsString("POST"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/books/%zz", "/books/%4"})
    void brokenPercentEncodingIs400(String path) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json");
        assertThat(dcs.calls()).isZero();
    }

    @Test
    void aBodyThatAnnouncesNoLengthIsCutOffAtTheSameLimit() throws IOException {
        var chunk = "40000\r\n" + " ".repeat(0x40000) + "\r\n";
        var request =
                "POST /books/batch HTTP/1.1\r\nHost: test\r\n"
                        + "Authorization: Bearer "
                        + TestTokens.of("admin")
                        + "\r\n"
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + chunk
                        + "1\r\n \r\n";
        try (var log = LogLines.of("")) {
            assertThat(raw(request))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("application/problem+json")
                    .contains("body must not be larger than 262144 bytes");
            assertThat(log.lines()).noneMatch(line -> line.contains("/books/batch"));
        }
    }

    /** For what no client would send. */
    private String raw(String request) throws IOException {
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(180_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aTypeThatIsNotOnOfferIs406() {
        given().accept("text/csv")
                .get("/books")
                .then()
                .statusCode(406)
                .contentType("application/problem+json");
    }
}
