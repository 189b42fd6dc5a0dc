package org.dreamlms.books.db;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.Test;

/** Somebody else, the LMS perhaps, is at the same rows. */
@ExpectedLog("http.problem")
@QuarkusTest
class LockedRowsTest extends RowsTest {

    private static final String WAITERS =
            """
            SELECT count(*)
            FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """;

    @Inject AgroalDataSource database;

    @Test
    void whatSomebodyElseDeletesMeanwhileIsNotFound() throws Exception {
        var id = rows.bookAssignment(4, school, teacher, admin);
        try (var other = begin("SELECT * FROM book_assignments WHERE id = '%s' FOR UPDATE", id)) {
            var answer =
                    CompletableFuture.supplyAsync(
                            () -> given().delete("/book-assignments/" + id).statusCode());
            awaitWaiter();
            execute(other, "DELETE FROM book_assignments WHERE id = '%s'", id);
            other.commit();
            assertThat(answer.get()).isEqualTo(204);
        }
    }

    @Test
    void aChangeWaitsForTheOtherAndSeesWhatItDid() throws Exception {
        var id = rows.assignment(teacher, 4);
        var etag = given().get("/assignments/" + id).header("ETag");
        try (var other = begin("UPDATE assignments SET name = 'Theirs' WHERE id = '%s'", id)) {
            var answer = CompletableFuture.supplyAsync(() -> change(id, etag).statusCode());
            awaitWaiter();
            other.commit();
            assertThat(answer.get()).isEqualTo(412);
        }
        assertThat(rows.text("SELECT name FROM assignments WHERE id = ?", id)).isEqualTo("Theirs");
    }

    @Test
    void nobodyWaitsForever() throws Exception {
        var id = rows.assignment(teacher, 4);
        try (var other = begin("SELECT * FROM assignments WHERE id = '%s' FOR UPDATE", id)) {
            change(id, "*")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "5")
                    .body("detail", containsString("Somebody else"));
            other.rollback();
        }
        change(id, "*").then().statusCode(200);
        assertThat(rows.text("SHOW lock_timeout")).isEqualTo("0");
    }

    private static io.restassured.response.Response change(UUID id, String etag) {
        return given().header("If-Match", etag)
                .contentType("application/json")
                .body("{\"name\":\"Ours\"}")
                .patch("/assignments/" + id);
    }

    private Connection begin(String sql, UUID id) throws Exception {
        var connection = database.getConnection();
        connection.setAutoCommit(false);
        execute(connection, sql, id);
        return connection;
    }

    private static void execute(Connection connection, String sql, UUID id) throws Exception {
        try (var statement = connection.createStatement()) {
            statement.execute(sql.formatted(id));
        }
    }

    private void awaitWaiter() {
        Awaitility.await().until(() -> !rows.text(WAITERS).equals("0"));
    }
}
