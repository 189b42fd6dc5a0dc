package org.dreamlms.books.standin;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stand-in's login, books and publishers are what was seen of the real server. */
class StandInDcsTest {

    private static final String EXAMPLE =
            """
            {"publisher":"Universal ELT","book_name":"BRAINS","book_title":"BRAINS",\
            "book_cover":"book_cover.png","activity_count":53,"activity_details":{"circle":9,\
            "markwithx":9,"matchTheWords":9,"dragdroppicture":9,"puzzleFindWords":8,\
            "dragdroppicturegroup":9},"total_size":753253,"language":"en","category":"english",\
            "status":"published","id":4,"publisher_id":1,"created_at":"2026-11-23T08:37:12.413999Z",\
            "updated_at":"2026-11-23T08:37:12.413999Z"}""";

    private static StandInDcs dcs;
    private static DcsCaller caller;

    @BeforeAll
    static void start() {
        dcs = StandInDcs.start(0);
        caller = new DcsCaller(dcs);
    }

    @BeforeEach
    void reset() {
        dcs.reset();
    }

    @AfterAll
    static void close() {
        dcs.close();
    }

    @Test
    void book4IsTheExampleToTheByte() throws Exception {
        var answer = caller.get("/books/4");
        assertEquals(EXAMPLE, answer.body());
        assertEquals("application/json", header(answer, "content-type"));
        for (var absent : List.of("etag", "last-modified", "cache-control", "content-encoding")) {
            assertNull(header(answer, absent), absent);
        }
    }

    @Test
    void jsonIsNeverConditionalNorCompressed() throws Exception {
        var answer = caller.get("/books/", "If-None-Match", "*", "Accept-Encoding", "gzip");
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().startsWith("[{"));
    }

    @Test
    void loginGivesABearerTokenWithoutItsLifetime() throws Exception {
        var body = "{\"email\":\"proxy@example.org\",\"password\":\"stand-in-password\",\"x\":1}";
        var answer =
                new JsonObject(caller.send(caller.request("POST", "/auth/login", body)).body());
        assertEquals(List.of("access_token", "token_type"), List.copyOf(answer.fieldNames()));
        assertEquals("bearer", answer.getString("token_type"));
    }

    @Test
    void wrongPasswordIs401() throws Exception {
        var body = "{\"email\":\"proxy@example.org\",\"password\":\"guess\"}";
        var answer = caller.send(caller.request("POST", "/auth/login", body));
        assertRefused(401, "Invalid credentials", answer);
    }

    @Test
    void missingTokenIs403OrOnNewerServers401() throws Exception {
        assertRefused(403, "Not authenticated", caller.anonymous("GET", "/books/4"));
        dcs.missingTokenStatus(401);
        assertRefused(401, "Not authenticated", caller.anonymous("GET", "/webhooks/"));
    }

    @Test
    void wrongExpiredAndRevokedTokensLookTheSame() throws Exception {
        assertRefused(401, "Invalid token", caller.with("wrong", "/books/4"));
        var revoked = caller.login();
        dcs.revokeTokens();
        var answer = caller.with(revoked, "/books/4");
        assertRefused(401, "Invalid token", answer);
        assertNull(header(answer, "www-authenticate"));
        var expired = caller.login();
        dcs.clock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(29)));
        assertEquals(200, caller.with(expired, "/books/4").statusCode());
        dcs.clock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(31)));
        assertRefused(401, "Invalid token", caller.with(expired, "/books/4"));
    }

    @Test
    void tokensOutliveAnOutage() throws Exception {
        var token = caller.login();
        dcs.stop();
        assertThrows(IOException.class, () -> caller.with(token, "/books/4"));
        dcs.start();
        assertEquals(200, caller.with(token, "/books/4").statusCode());
    }

    @Test
    void keyOpensBooksAndPublishersButNotFilesAndWebhooks() throws Exception {
        for (var path : List.of("/books/4", "/books/", "/publishers/", "/publishers/1/logo")) {
            assertEquals(200, caller.with(StandInDcs.API_KEY, path).statusCode(), path);
        }
        for (var path : List.of(DcsCaller.BRAINS + "/config", "/webhooks/")) {
            assertRefused(401, "Invalid token", caller.with(StandInDcs.API_KEY, path));
        }
    }

    @Test
    void keyCostsWhatItCostsTheRealServer() throws Exception {
        dcs.realisticTiming(true);
        var start = System.nanoTime();
        assertEquals(200, caller.with(StandInDcs.API_KEY, "/books/4").statusCode());
        assertTrue(System.nanoTime() - start >= Duration.ofMillis(370).toNanos());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/metrics", "/openapi.json"})
    void someRoutesAreOpen(String path) throws Exception {
        assertEquals(200, caller.anonymous("GET", path).statusCode());
    }

    @Test
    void wrongSlashIsRedirectedBeforeCredentialsAreAskedFor() throws Exception {
        for (var path : List.of("/books", "/publishers", "/webhooks")) {
            var answer = caller.anonymous("GET", path + "?publisher_id=1");
            assertEquals(307, answer.statusCode());
            assertEquals(dcs.url() + path + "/?publisher_id=1", header(answer, "location"));
        }
        var item = caller.anonymous("GET", "/books/4/");
        assertEquals(dcs.url() + "/books/4", header(item, "location"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/books/", "/books/4", "/publishers/1/logo", "/health"})
    void headIsNotAllowed(String path) throws Exception {
        assertEquals(405, caller.anonymous("HEAD", path).statusCode());
    }

    @Test
    void unknownRouteIs404() throws Exception {
        assertRefused(404, "Not Found", caller.get("/nothing/here"));
    }

    @Test
    void listHasDraftsButNoArchivedOnes() throws Exception {
        var ids = ids(caller.array("/books/"));
        assertEquals(24, ids.size());
        assertTrue(ids.contains(5));
        assertFalse(ids.contains(7));
    }

    @Test
    void orderOfTheListIsNoOrderAndChangesWithAnyUpdate() throws Exception {
        var before = ids(caller.array("/books/"));
        dcs.rename(4, "BRAINS 2");
        var after = ids(caller.array("/books/"));
        assertNotEquals(before.stream().sorted().toList(), before);
        assertNotEquals(before, after);
        assertEquals(before.stream().collect(toSet()), after.stream().collect(toSet()));
    }

    @Test
    void listCanBeOfOnePublisher() throws Exception {
        var turkish = ids(caller.array("/books/?publisher_id=3")).stream().sorted().toList();
        assertEquals(List.of(6, 8, 9, 10), turkish);
        assertEquals("[]", caller.get("/books/?publisher_id=77").body());
        assertInvalid(caller.get("/books/?publisher_id=x"), "query", "publisher_id");
    }

    @Test
    void archivedBookIsThereById() throws Exception {
        assertEquals("archived", caller.object("/books/7").getString("status"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"999", "0", "-1", "2147483647"})
    void unknownBookIs404(String id) throws Exception {
        assertRefused(404, "Book not found", caller.get("/books/" + id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "4x", "0x4"})
    void noIntegerIs422(String id) throws Exception {
        assertInvalid(caller.get("/books/" + id), "path", "book_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "99999999999999999999"})
    void integerBeyondInt4BringsItDown(String id) throws Exception {
        assertCrashed(caller.get("/books/" + id));
        assertCrashed(caller.call("POST", "/books/batch", "{\"ids\":[4," + id + "]}"));
    }

    @Test
    void batchLeavesOutMissingAndArchivedOnesAndDuplicates() throws Exception {
        var found = ids(new JsonArray(batch("{\"ids\":[9,4,4,999,7,5,-1]}").body()));
        assertEquals(List.of(4, 5, 9), found.stream().sorted().toList());
        assertEquals("[]", batch("{\"ids\":[]}").body());
    }

    @Test
    void batchTakesAHundredAndNoMore() throws Exception {
        assertEquals(200, batch(idsUpTo(100)).statusCode());
        assertInvalid(batch(idsUpTo(101)), "body", "ids");
        assertInvalid(batch("{\"ids\":[\"x\"]}"), "body", "ids", 0);
        assertInvalid(batch("{}"), "body", "ids");
        assertInvalid(batch("not json"), "body");
    }

    @Test
    void eachOddRowIsThere() throws Exception {
        var untitled = caller.object("/books/11");
        for (var field :
                List.of(
                        "book_title",
                        "book_cover",
                        "activity_count",
                        "activity_details",
                        "total_size")) {
            assertTrue(untitled.containsKey(field) && untitled.getValue(field) == null, field);
        }
        assertEquals(
                "nine",
                caller.object("/books/5").getJsonObject("activity_details").getValue("circle"));
        assertEquals("2026-11-23T08:37:13Z", caller.object("/books/12").getString("updated_at"));
        assertTrue(caller.object("/books/13").getString("updated_at").endsWith("+00:00"));
        assertTrue(caller.object("/books/14").containsKey("isbn"));
        assertEquals("Işık ile Şiir", caller.object("/books/8").getString("book_title"));
    }

    @Test
    void updateMovesTheTimeAndPurgeAloneMakesABook404() throws Exception {
        var before = caller.object("/books/4").getString("updated_at");
        caller.call("PUT", "/books/4", "{\"book_title\":\"B\",\"unknown\":1}");
        assertNotEquals(before, caller.object("/books/4").getString("updated_at"));
        assertEquals(204, caller.call("DELETE", "/books/4", null).statusCode());
        assertEquals("archived", caller.object("/books/4").getString("status"));
        assertEquals(404, caller.get(DcsCaller.BRAINS + "/config").statusCode());
        caller.call("POST", "/storage/restore", "{\"book_id\":4}");
        assertEquals("published", caller.object("/books/4").getString("status"));
        assertEquals(200, caller.get(DcsCaller.BRAINS + "/config").statusCode());
        dcs.delete(4);
        caller.call("DELETE", "/storage/trash", "{\"book_id\":4}");
        assertEquals(404, caller.get("/books/4").statusCode());
    }

    @Test
    void publishersComeInPages() throws Exception {
        var page = caller.object("/publishers/?skip=1&limit=1");
        assertEquals(3, page.getInteger("total"));
        assertEquals(2, page.getJsonArray("items").getJsonObject(0).getInteger("id"));
        assertEquals("Çınar Yayınları", caller.object("/publishers/3").getString("name"));
        assertRefused(404, "Publisher not found", caller.get("/publishers/9"));
        assertEquals("image/png", header(caller.get("/publishers/1/logo"), "content-type"));
        assertRefused(404, "Logo not found", caller.get("/publishers/2/logo"));
    }

    @Test
    void requestsAreCountedAndRemembered() throws Exception {
        caller.get("/books/4", "X-Test", "yes");
        caller.get("/books/999");
        assertEquals(2, dcs.calls("book"));
        assertEquals(2, dcs.calls("login"));
        assertEquals(4, dcs.calls());
        var first = dcs.requests("book").get(0);
        assertEquals("/books/4", first.uri());
        assertEquals("yes", first.headers().get("x-test"));
        dcs.resetCalls();
        assertEquals(0, dcs.calls());
    }

    private static HttpResponse<String> batch(String body) throws Exception {
        return caller.call("POST", "/books/batch", body);
    }

    private static String idsUpTo(int n) {
        var ids = IntStream.rangeClosed(1, n).boxed().toList();
        return new JsonObject().put("ids", new JsonArray(ids)).encode();
    }

    private static List<Integer> ids(JsonArray books) {
        return Collections.unmodifiableList(
                books.stream().map(book -> ((JsonObject) book).getInteger("id")).toList());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    private static void assertRefused(int status, String detail, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode());
        assertEquals("{\"detail\":\"" + detail + "\"}", answer.body());
    }

    private static void assertInvalid(HttpResponse<String> answer, Object... where) {
        assertEquals(422, answer.statusCode());
        var error = new JsonObject(answer.body()).getJsonArray("detail").getJsonObject(0);
        assertEquals(List.of("type", "loc", "msg", "input"), List.copyOf(error.fieldNames()));
        assertEquals(new JsonArray(List.of(where)), error.getJsonArray("loc"));
    }

    private static void assertCrashed(HttpResponse<String> answer) {
        assertEquals(500, answer.statusCode());
        assertEquals("Internal Server Error", answer.body());
        assertTrue(header(answer, "content-type").startsWith("text/plain"));
    }
}
