package org.dreamlms.books.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each way in which the stand-in can fail. */
class FaultsTest {

    private static StandInDcs dcs;
    private static DcsCaller caller;
    private String token;

    @BeforeAll
    static void start() {
        dcs = StandInDcs.start(0);
        caller = new DcsCaller(dcs);
    }

    @BeforeEach
    void reset() throws Exception {
        dcs.reset();
        token = caller.login();
    }

    @AfterAll
    static void close() {
        dcs.close();
    }

    @Test
    void faultHitsItsOperationSoManyTimes() throws Exception {
        dcs.faults().next(2, "book", Fault.serverError());
        assertEquals(200, caller.with(token, "/books/").statusCode());
        assertEquals("Internal Server Error", book().body());
        assertEquals(500, book().statusCode());
        assertEquals(200, book().statusCode());
        assertEquals(3, dcs.calls("book"));
    }

    @Test
    void faultOfAnyOperationStaysUntilCleared() throws Exception {
        dcs.faults().always(Faults.ANY, Fault.unavailable());
        assertEquals(503, book().statusCode());
        assertEquals(503, caller.with(token, "/publishers/").statusCode());
        dcs.faults().clear();
        assertEquals(200, book().statusCode());
    }

    @Test
    void answersCanBeNonsense() throws Exception {
        dcs.faults().next(1, "book", Fault.garbage());
        var garbage = book().body();
        assertThrows(DecodeException.class, () -> new JsonObject(garbage));
        dcs.faults().next(1, "book", Fault.wrongContentType());
        assertEquals("text/html", book().headers().firstValue("content-type").orElseThrow());
        dcs.faults().next(1, "book", Fault.unauthorized());
        assertEquals(401, book().statusCode());
    }

    @Test
    void connectionsCanBreak() throws Exception {
        dcs.faults().next(1, "book", Fault.truncated());
        assertThrows(IOException.class, this::book);
        dcs.faults().always("book", Fault.drop());
        assertThrows(IOException.class, this::book);
        dcs.faults().clear();
        dcs.faults().next(1, "404", Fault.reset());
        try (var raw = new RawConnection(dcs.port())) {
            var broken = assertThrows(SocketException.class, () -> raw.ask("GET /nothing"));
            assertTrue(broken.getMessage().contains("reset"), broken.getMessage());
        }
    }

    @Test
    void answersCanComeLateOrNever() throws Exception {
        dcs.faults().next(1, "book", Fault.delay(Duration.ofMillis(150)));
        var start = System.nanoTime();
        assertEquals(200, book().statusCode());
        assertTrue(System.nanoTime() - start >= Duration.ofMillis(150).toNanos());
        dcs.faults().next(1, "health", Fault.hang());
        var request = caller.request("GET", "/health", null).timeout(Duration.ofMillis(200));
        assertThrows(HttpTimeoutException.class, () -> caller.send(request));
        dcs.latency(Duration.ofMillis(100));
        start = System.nanoTime();
        assertEquals(200, caller.anonymous("GET", "/health").statusCode());
        assertTrue(System.nanoTime() - start >= Duration.ofMillis(100).toNanos());
    }

    @Test
    void outageRefusesConnectionsUntilItIsOver() throws Exception {
        var port = dcs.port();
        dcs.stop();
        assertThrows(ConnectException.class, this::book);
        dcs.start();
        dcs.start();
        assertEquals(port, dcs.port());
        assertEquals(200, book().statusCode());
    }

    @Test
    void anotherProcessControlsItByHttp() throws Exception {
        control("POST", "/_standin/faults?operation=book&kind=503&times=1");
        assertEquals(503, book().statusCode());
        assertEquals(200, book().statusCode());
        control("POST", "/_standin/stop-answering");
        var hanging = caller.request("GET", "/health", null).timeout(Duration.ofMillis(200));
        assertThrows(HttpTimeoutException.class, () -> caller.send(hanging));
        control("POST", "/_standin/answer-again");
        control("POST", "/_standin/revoke-tokens");
        assertEquals(401, book().statusCode());
        var calls = new JsonObject(control("GET", "/_standin/calls").body());
        assertEquals(3, calls.getInteger("book"));
        control("DELETE", "/_standin/calls");
        assertEquals(0, dcs.calls());
        var wrong = caller.anonymous("POST", "/_standin/faults?kind=whatever");
        assertEquals(400, wrong.statusCode());
    }

    private static HttpResponse<String> control(String method, String path) throws Exception {
        var answer = caller.anonymous(method, path);
        assertEquals(200, answer.statusCode());
        return answer;
    }

    private HttpResponse<String> book() throws IOException, InterruptedException {
        return caller.with(token, "/books/4");
    }
}
