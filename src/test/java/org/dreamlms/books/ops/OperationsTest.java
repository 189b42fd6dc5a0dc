package org.dreamlms.books.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.Settings;
import org.dreamlms.books.standin.Fault;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.Test;

/** What operators see on the management port. */
@QuarkusTest
class OperationsTest extends ServiceTest {

    private static final String PAGE = "assets/images/HB/modules/M1/pages/08.png";

    @Inject @Readiness DatabaseReadiness database;

    @TestHTTPResource(value = "", management = true)
    String management;

    private Response ask(String path) {
        return given().get(management.replaceAll("/$", "") + path);
    }

    private String metrics() {
        return ask("/metrics").asString();
    }

    @Test
    void theServiceIsLiveReadyAndStarted() {
        for (var probe : new String[] {"/health/live", "/health/ready", "/health/started"}) {
            ask(probe).then().statusCode(200).body("status", is("UP"));
        }
    }

    @Test
    void dcsBeingDownIsADetailAndNoReasonToLeaveTheRotation() {
        get("/books/4");
        assertThat(dcsCheck("state")).isEqualTo("good");
        clock.advance(Duration.ofSeconds(1));
        dcs.faults().always("book", Fault.serverError());
        get("/books/5").then().statusCode(503);
        ask("/health/ready").then().statusCode(200);
        assertThat(dcsCheck("state")).isEqualTo("degraded");
        assertThat(dcsCheck("last_failure")).isEqualTo("SERVER_ERROR");
        assertThat(dcsCheck("circuit_breaker")).isEqualTo("CLOSED");
    }

    @Test
    void aFileThatDcsCanNotSendIsNoFailureOfIt() {
        double before = timed("object", "file_error");
        double failures = timed("object", "server_error");
        double fromStore = timed("presigned-object", "success");
        get("/books/4");
        clock.advance(Duration.ofSeconds(1));
        dcs.faults().always("object", Fault.serverError());
        get("/books/4/" + PAGE).then().statusCode(200);
        assertThat(timed("object", "file_error")).isEqualTo(before + 3);
        assertThat(timed("object", "server_error")).isEqualTo(failures);
        assertThat(timed("presigned-object", "success")).isEqualTo(fromStore + 1);
        assertThat(dcsCheck("state")).isEqualTo("good");
    }

    @Test
    void theObjectStoreIsNotDcs() {
        double before = timed("presigned-object", "server_error");
        get("/books/4");
        get("/books/4/pages").then().statusCode(200);
        dcs.faults().always("object", Fault.serverError());
        dcs.faults().always("presignedObject", Fault.serverError());
        clock.advance(Duration.ofSeconds(1));
        get("/books/4/" + PAGE).then().statusCode(503);
        assertThat(timed("presigned-object", "server_error")).isEqualTo(before + 3);
        assertThat(dcsCheck("state")).isEqualTo("good");
    }

    @Test
    void theDatabaseIsADetailToo() {
        database.look();
        assertThat(check("database", "state")).isEqualTo("good");
    }

    @Test
    void booksShareOneTimeSeries() {
        for (int i = 0; i < 2; i++) {
            get("/books/4");
            get("/books/21");
            get("/books/4/cover");
            get("/books/4/" + PAGE);
            get("/books/4/page-image/8");
            get("/books/4/media/audio/none.mp3");
            get("/publishers/1/logo");
            given().noFilters().get("/books/21/cover").then().statusCode(401);
            given().noFilters().get("/books/21/page-image/9").then().statusCode(401);
        }
        get("/books/4/" + PAGE).then().header("Cache-Status", startsWith("dcs-books; hit"));
        get("/books/4/cover").then().header("Cache-Status", startsWith("dcs-books; hit"));
        assertThat(metrics())
                .contains("uri=\"/books/{id}/cover\"")
                .contains("uri=\"/books/{id}/assets/{path}\"")
                .contains("uri=\"/books/{id}/page-image/{n}\"")
                .contains("uri=\"/publishers/{id}/logo\"")
                .doesNotContainPattern("uri=\"[^\"]*/(books|publishers)/[0-9]");
    }

    @Test
    void probingNeverAsksDcs() {
        ask("/health");
        assertThat(dcs.calls()).isZero();
    }

    @Test
    void neitherHealthNorMetricsAreOnThePublicPort() {
        for (var path : new String[] {"/q/health", "/q/metrics", "/q/openapi", "/q/swagger-ui"}) {
            get(path).then().statusCode(404).contentType("application/problem+json");
        }
    }

    @Test
    void callsToDcsAreTimedByOperationAndOutcome() {
        get("/books/4");
        get("/books/999");
        get("/books");
        assertThat(metrics())
                .contains("dcs_requests_seconds_count{operation=\"login\",outcome=\"success\"}")
                .contains("dcs_requests_seconds_count{operation=\"book\",outcome=\"success\"}")
                .contains("dcs_requests_seconds_count{operation=\"book\",outcome=\"not_found\"}")
                .contains("dcs_requests_seconds_count{operation=\"list\",outcome=\"success\"}")
                .contains(
                        "dcs_requests_seconds_bucket{operation=\"book\",outcome=\"success\",le=\"0.1\"}");
    }

    @Test
    void everyTryOfACallIsCounted() {
        double before = timed("book", "server_error");
        dcs.faults().next(2, "book", Fault.serverError());
        get("/books/4").then().statusCode(200);
        assertThat(timed("book", "server_error")).isEqualTo(before + 2);
    }

    private double timed(String operation, String outcome) {
        var timer =
                meters.find("dcs.requests")
                        .tags("operation", operation, "outcome", outcome)
                        .timer();
        return timer == null ? 0 : timer.count();
    }

    @Test
    void theHitRateCanBeWorkedOut() {
        double fetched = reads("fetched");
        double fresh = reads("fresh");
        double stale = reads("stale");
        double missing = reads("missing");
        get("/books/4");
        get("/books/4");
        get("/books/4");
        clock.advance(Duration.ofHours(1));
        get("/books/4");
        get("/books/999");
        get("/books/999");
        assertThat(reads("fetched")).isEqualTo(fetched + 1);
        assertThat(reads("fresh")).isEqualTo(fresh + 2);
        assertThat(reads("stale")).isEqualTo(stale + 1);
        assertThat(reads("missing")).isEqualTo(missing + 2);
    }

    /** Hits ÷ (hits + fetches): what joins a fetch under way is no further one. */
    @Test
    void whoJoinsAFetchMakesNone() throws Exception {
        double fetched = reads("fetched");
        double collapsed = reads("collapsed");
        dcs.faults().always("book", Fault.delay(Duration.ofMillis(500)));
        var together =
                IntStream.range(0, 8)
                        .mapToObj(i -> CompletableFuture.runAsync(() -> get("/books/4")))
                        .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(together).get();
        assertThat(dcs.calls("book")).isEqualTo(1);
        assertThat(reads("fetched")).isEqualTo(fetched + 1);
        assertThat(reads("collapsed")).isGreaterThan(collapsed);
    }

    @Test
    void filesOfABookAreNoReadsOfIt() {
        get("/books/4");
        double fresh = reads("fresh");
        double fetched = reads("fetched");
        for (int i = 0; i < 3; i++) {
            get("/books/4/cover").then().statusCode(200);
            get("/books/21/cover").then().statusCode(200);
        }
        assertThat(reads("fresh")).isEqualTo(fresh);
        assertThat(reads("fetched")).isEqualTo(fetched);
    }

    private double reads(String result) {
        return counted("dcs.books.cache.reads", "cache", "books", "result", result);
    }

    @Test
    void theOtherMetersThatOperatorsRelyOnAreThere() {
        get("/books/999");
        assertThat(metrics())
                .contains("books_not_found_total")
                .contains("dcs_circuit_breaker_state 0.0")
                .contains("cache_gets_total{cache=\"books\",result=\"hit\"}")
                .contains("dcs_books_cache_reads_total{cache=\"books\",result=\"fresh\"}")
                .contains("http_server_requests_seconds_count");
    }

    @Test
    void openApiTellsOfEveryRoute() {
        ask("/openapi?format=json")
                .then()
                .statusCode(200)
                .body("info.title", is("DCS Book Proxy"))
                .body("paths", hasKey("/books"))
                .body("paths", hasKey("/books/{id}"))
                .body("paths", hasKey("/books/batch"))
                .body("paths.'/books/{id}'.get.responses", hasKey("404"))
                .body("components.responses.NotFound.content", hasKey("application/problem+json"))
                .body(
                        "paths.'/books/{id}/cover'.get.responses.'404'.content",
                        hasKey("application/problem+json"))
                .body("paths.'/books/{id}/cover'.get.parameters[0].name", is("id"))
                .body("components.schemas.BookId.type", is("integer"))
                .body("components.schemas.BookId.maximum", is(2147483647))
                .body("components.schemas.Book.properties", hasKey("cover_image_url"))
                .body(
                        "paths.'/assignments'.get.parameters.name",
                        hasItems("status", "skip", "offset", "limit"))
                .body(
                        "paths.'/books'.get.parameters.find { it.name == 'limit' }.schema.maximum",
                        is(1000));
    }

    @Test
    void whatStrangersAskForMakesNoTimeSeries() {
        for (var path :
                List.of("/of/nobody", "/books/of-nobody/config", "/assignments/of-nobody")) {
            given().header("Authorization", "Bearer of.no.body").get(path).then().statusCode(401);
        }
        Awaitility.await()
                .until(
                        () ->
                                meters
                                        .find("http.server.requests")
                                        .tags("uri", "/{refused}", "status", "401")
                                        .timers()
                                        .stream()
                                        .anyMatch(timer -> timer.count() >= 3));
        assertThat(meters.find("http.server.requests").timers())
                .noneMatch(timer -> timer.getId().getTag("uri").contains("nobody"));
    }

    @Test
    void theStartLineTellsTheSettingsAndNoSecret() {
        var settings =
                ConfigProvider.getConfig()
                        .unwrap(SmallRyeConfig.class)
                        .getConfigMapping(Settings.class);
        var line =
                new StartReport(
                                settings,
                                Optional.of("jdbc:postgresql://u:hunter2@db/lms?password=hunter2"))
                        .line();
        assertThat(line)
                .contains(dcs.url())
                .contains("proxy@example.org")
                .contains("jdbc:postgresql://db/lms")
                .doesNotContain("stand-in-password")
                .doesNotContain("hunter2");
    }

    private String dcsCheck(String key) {
        return check("DCS", key);
    }

    private String check(String name, String key) {
        return ask("/health").path("checks.find { it.name == '" + name + "' }.data." + key);
    }
}
