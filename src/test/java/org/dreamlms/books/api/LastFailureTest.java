package org.dreamlms.books.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.dreamlms.books.ServiceTest;
import org.junit.jupiter.api.Test;

/** What breaks outside of the resources is a problem, and its query is not in the log. */
@QuarkusTest
class LastFailureTest extends ServiceTest {

    private static final String BREAK = "X-Break";

    /** Breaks where the header says so. */
    @ApplicationScoped
    public static class Breaking {

        void register(@Observes Filters filters) {
            filters.register(Breaking::check, 400);
        }

        private static void check(RoutingContext routing) {
            var how = routing.request().getHeader(BREAK);
            if (how == null) {
                routing.next();
            } else if (how.equals("throw")) {
                throw new IllegalStateException("broken for a test");
            } else {
                routing.fail(Integer.parseInt(how));
            }
        }
    }

    @Test
    void itIsAProblemAndTheLogHasThePathOnly() {
        var log = new Log();
        var root = Logger.getLogger("");
        root.addHandler(log);
        try {
            given().header(BREAK, "throw")
                    .get("/books/4/cover?token=the-secret-token")
                    .then()
                    .statusCode(500)
                    .contentType("application/problem+json")
                    .body("detail", is("Something went wrong on our side"))
                    .body("instance", is("/books/4/cover"));
        } finally {
            root.removeHandler(log);
        }
        assertThat(log.lines)
                .anyMatch(line -> line.contains("failed") && line.contains("/books/4/cover"))
                .noneMatch(line -> line.contains("the-secret-token"));
    }

    @Test
    void aStatusThatAHandlerFailsWithIsAProblem() {
        given().header(BREAK, "413")
                .get("/books/4")
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
    }

    private static final class Log extends Handler {

        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage() + Arrays.toString(line.getParameters()));
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
