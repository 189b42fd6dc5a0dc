package org.dreamlms.books.ops.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.awaitility.Awaitility;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.LogLines;
import org.dreamlms.books.SettingsTable;
import org.dreamlms.books.rows.ConfigFile;
import org.dreamlms.books.rows.RowsTest;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the console tells and does, without a browser. */
@ExpectedLog({"ops.console", "webhook", "page", "replica"})
@QuarkusTest
class ConsoleTest extends RowsTest {

    @TestHTTPResource(value = "/console", management = true)
    URI console;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Inject Sampler sampler;
    @Inject ConsoleState state;

    private static RequestSpecification nobody() {
        return given().noFilters();
    }

    private ValidatableResponse ask(String path) {
        return nobody().get(console + path).then();
    }

    private ValidatableResponse post(String path) {
        return nobody().post(console + path).then();
    }

    private JsonPath state() {
        state.forget();
        return ask("/state").statusCode(200).extract().jsonPath();
    }

    @Test
    void thePageNeedsNobodyElse() {
        ask("").statusCode(200)
                .contentType("text/html")
                .header("Content-Security-Policy", containsString("default-src 'self'"))
                .body(not(matchesPattern("(?s).*(href|src)=\"(https?:)?//.*")))
                .body(not(containsString("style=")));
        for (var file : ConsoleFiles.TYPES.keySet()) {
            if (ConsoleFiles.has(file)) {
                var etag =
                        ask("/" + file)
                                .statusCode(200)
                                .header("Content-Type", ConsoleFiles.TYPES.get(file))
                                .header("Content-Security-Policy", notNullValue())
                                .extract()
                                .header("ETag");
                nobody().header("If-None-Match", etag)
                        .get(console + "/" + file)
                        .then()
                        .statusCode(304);
            }
        }
        ask("/none.js").statusCode(404);
    }

    @Test
    void nothingOfItIsOnThePublicPort() {
        for (var path :
                List.of("/q/console", "/q/console/state", "/console/console.js", "/console.js")) {
            given().get(path).then().statusCode(404);
        }
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() {
        var first = ask("/state").statusCode(200).extract().header("ETag");
        assertThat(first).isNotNull();
        ask("/history").statusCode(200).header("ETag", notNullValue());
        Awaitility.await()
                .until(
                        () -> {
                            var etag = nobody().get(console + "/state").header("ETag");
                            return nobody().header("If-None-Match", etag)
                                            .get(console + "/state")
                                            .statusCode()
                                    == 304;
                        });
    }

    @Test
    void itTellsHowBooksWereAnsweredAndWhichAreHottest() {
        long fresh = state().getLong("books.reads.fresh");
        long fetched = state().getLong("books.reads.fetched");
        for (int i = 0; i < 3; i++) {
            given().get("/books/4").then().statusCode(200);
        }
        var books = state();
        assertThat(books.getLong("books.reads.fetched")).isEqualTo(fetched + 1);
        assertThat(books.getLong("books.reads.fresh")).isEqualTo(fresh + 2);
        assertThat(books.getLong("books.in_memory")).isPositive();
        assertThat(books.getList("books.hottest.findAll { it.id == 4 }.title", String.class))
                .containsExactly("BRAINS");
        assertThat(books.getString("books.hottest.find { it.id == 4 }.fresh_until"))
                .isGreaterThan(books.getString("books.hottest.find { it.id == 4 }.fetched_at"));
    }

    @Test
    void callsOfDcsAreCountedByTheirTime() {
        given().get("/books/4").then().statusCode(200);
        var dcs = state();
        var counts = dcs.getList("dcs.times.find { it.operation == 'book' }.counts", Integer.class);
        assertThat(counts).isSorted().last().isNotEqualTo(0);
        assertThat(dcs.getInt("dcs.times.find { it.operation == 'book' }.all"))
                .isGreaterThanOrEqualTo(counts.get(counts.size() - 1));
        assertThat(dcs.getList("dcs.times.find { it.operation == 'book' }.bounds_ms"))
                .hasSameSizeAs(counts)
                .contains(10, 30_000);
        assertThat(dcs.getString("dcs.last_good")).isNotNull();
        assertThat(dcs.getString("dcs.logged_in_at")).isNotNull();
    }

    @Test
    void aBookIsRefreshedByItsButton() {
        given().get("/books/4").then().statusCode(200);
        dcs.resetCalls();
        post("/books/4/refresh").statusCode(202).body("told", equalTo("all replicas"));
        Awaitility.await().until(() -> dcs.calls("book") > 0);
        post("/books/0/refresh").statusCode(400).contentType("application/problem+json");
        post("/books/x/refresh").statusCode(404);
    }

    @Test
    void everythingIsTakenForOldByTheOther() {
        given().get("/books/4").then().statusCode(200);
        post("/refresh").statusCode(202).body("told", equalTo("all replicas"));
        given().get("/books/4").then().header("Cache-Status", containsString("ttl=0"));
    }

    @Test
    void withoutTheDatabaseThisReplicaIsRefreshedAlone() {
        given().get("/books/4").then().statusCode(200);
        rows.allowConnections(false);
        try {
            post("/books/4/refresh").statusCode(202).body("told", equalTo("this replica"));
            ask("/state").statusCode(200);
        } finally {
            rows.allowConnections(true);
        }
    }

    @Test
    void aFailedEventIsShownAndReplayed() {
        var book = dcs.books().add("Before");
        new ConfigFile().module("M1").page(1).activity("circle", "One").of(book, dcs);
        given().get("/books/" + book).then().statusCode(200);
        rows.run(
                "INSERT INTO dcs_books.dcs_events (body_hash, body, event_type, book_id, status,"
                        + " attempts, error) VALUES (sha256('x'), '{}', 'book.updated', ?,"
                        + " 'failed', 5, 'a <reason>')",
                book);
        var shown = state();
        assertThat(shown.getInt("events.failed")).isEqualTo(1);
        assertThat(shown.getString("events.given_up[0].error")).isEqualTo("a <reason>");
        assertThat(shown.getString("events.given_up[0].title")).isEqualTo("Before");
        assertThat(shown.getInt("events.replicas")).isPositive();
        var id = shown.getLong("events.given_up[0].id");
        post("/events/" + id + "/replay").statusCode(202).body("replayed", equalTo(1));
        Awaitility.await()
                .until(
                        () ->
                                rows.text(
                                                "SELECT status FROM dcs_books.dcs_events WHERE id = ?",
                                                id)
                                        .equals("success"));
        post("/events/" + id + "/replay")
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", equalTo("No event " + id + " was given up"));
    }

    @Test
    void anAuditIsBegunAndItsRowsAreShown() {
        var activity = rows.activity(997, "circle", 0);
        rows.assignment(teacher, 996);
        post("/audit").statusCode(202);
        Awaitility.await()
                .until(
                        () ->
                                List.of(996, 997)
                                        .equals(state().getList("references.missing.book_id")));
        assertThat(state().getInt("references.missing_references")).isEqualTo(2);
        ask("/references/997")
                .statusCode(200)
                .body("rows.table", contains("activities"))
                .body("rows.id", contains(activity.toString()));
        ask("/references/996").body("rows.table", contains("assignments"));
        ask("/references/0").statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/refresh", "/books/4/refresh", "/events/1/replay", "/audit"})
    void whatAnotherSiteSendsIsRefused(String action) {
        var own = "http://" + console.getAuthority();
        for (var site : List.of("cross-site", "same-site", "Same-Origin")) {
            refused(nobody().header("Sec-Fetch-Site", site), action);
        }
        for (var origin :
                List.of(
                        "https://evil.example",
                        "null",
                        "http://localhost:1",
                        own.replace("localhost", "localhost.evil.example"))) {
            refused(nobody().header("Origin", origin), action);
            refused(nobody().header("Origin", origin, own), action);
        }
        refused(nobody().header("Origin", own).header("Sec-Fetch-Site", "cross-site"), action);
        assertThat(dcs.calls()).isZero();
    }

    private void refused(RequestSpecification request, String action) {
        request.post(console + action)
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("detail", equalTo("The request comes from another site"));
    }

    @Test
    void itsOwnPageMayAsk() {
        nobody().header("Sec-Fetch-Site", "same-origin")
                .header("Origin", "http://" + console.getAuthority())
                .post(console + "/refresh")
                .then()
                .statusCode(202);
    }

    @Test
    void theLogSaysWhoHasAsked() {
        try (var log = LogLines.of("org.dreamlms.books.ops.console")) {
            nobody().header("X-Forwarded-User", "ada\tlovelace")
                    .post(console + "/refresh")
                    .then()
                    .statusCode(202);
            assertThat(log.lines())
                    .anyMatch(
                            line ->
                                    line.matches(
                                            "Console: ada\\s+lovelace at [0-9a-f.:]+ asks to refresh everything"));
        }
    }

    @Test
    void boundsAreShownAndMeasuredUnderTheSameNames() {
        var bounds = state();
        var names = bounds.getList("bounds.name", String.class);
        assertThat(names).hasSizeGreaterThan(20).doesNotHaveDuplicates().contains("connections");
        assertThat(bounds.getList("bounds.findAll { it.now > it.most || it.limit < 1 }")).isEmpty();
        var scrape = nobody().get(metrics).asString();
        for (var name : names) {
            assertThat(scrape)
                    .contains("dcs_books_bound_used{bound=\"" + name + "\"")
                    .contains("dcs_books_bound_limit{bound=\"" + name + "\"");
        }
    }

    @Test
    void aMinuteLaterThereIsOneMoreSample() {
        int before = ask("/history").extract().jsonPath().getList("samples").size();
        given().get("/books/4").then().statusCode(200);
        sampler.sample();
        ask("/history")
                .body("every_seconds", equalTo(60))
                .body("columns", hasItem("books_fetched"))
                .body("samples", hasSize(Math.min(MinuteSamples.KEPT, before + 1)));
        assertThat(sampler.samples().bytes()).isLessThan(200 * 1024);
    }

    @Test
    void noSecretIsShown() throws IOException {
        var shown = ask("/state").extract().asString();
        int secrets = 0;
        for (var setting : SettingsTable.settings()) {
            if (setting.property().matches(".*(secret|password|[.-]key).*")) {
                var value =
                        ConfigProvider.getConfig()
                                .getOptionalValue(setting.property(), String.class);
                assertThat(shown).as(setting.property()).doesNotContain(value.orElse("\0"));
                secrets += value.isPresent() ? 1 : 0;
            }
        }
        assertThat(secrets).isGreaterThan(2);
        assertThat(
                        state().getString(
                                        "now.settings.find { it.name == 'dcs-books.dcs.password' }.value"))
                .isEqualTo("(set)");
    }

    @Test
    void whatItIsAndHowItDoes() {
        var now = state();
        assertThat(now.getString("now.state")).isIn("healthy", "degraded");
        assertThat(now.getString("now.version")).isNotBlank();
        assertThat(now.getString("now.replica")).isNotBlank();
        assertThat(now.getString("now.up_since")).isNotBlank();
        assertThat(now.getString("now.mode")).isEqualTo("full");
        assertThat(now.getInt("database.connections")).isPositive();
        assertThat(now.getBoolean("database.migration.migrated")).isTrue();
    }
}
