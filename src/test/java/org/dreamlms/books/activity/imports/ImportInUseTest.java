package org.dreamlms.books.activity.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.dreamlms.books.db.Sql;
import org.junit.jupiter.api.Test;

/** No import takes away what something refers to. */
@QuarkusTest
public class ImportInUseTest extends ImportsTest {

    @Inject AgroalDataSource database;

    @Test
    void whatIsGoneAndNotInUseIsDeleted() {
        imported(page().activity("circle", "One").activity("markwithx", "Two"), 2, 0, 0, 0);
        imported(page().activity("circle", "One"), 0, 0, 1, 1);
        assertThat(id("Two")).isNull();
    }

    @Test
    void whatAnAssignmentUsesStaysAndIsReported() {
        imported(
                page().activity("circle", "One").activity("circle", "Two").activity("circle", "3"),
                3,
                0,
                0,
                0);
        var used = id("Two");
        var assignment = rows.assignment(teacher, book, used);
        var single = rows.assignment(teacher, book);
        rows.run("UPDATE assignments SET activity_id = ? WHERE id = ?", id("3"), single);
        page().activity("circle", "One").of(book, dcs);
        run().body("deleted", equalTo(0))
                .body("kept", hasSize(2))
                .body("kept[0].id", equalTo(used.toString()))
                .body("kept.title", contains("Two", "3"))
                .body("kept[0].module_name", equalTo("M1"));
        assertThat(rows.text("SELECT count(*) FROM assignments")).isEqualTo("2");
        given().get("/assignments/" + assignment)
                .then()
                .statusCode(200)
                .body("activities.id", contains(used.toString()));
    }

    @Test
    void whatATableUsesThatWeDoNotKnowStays() {
        imported(page().activity("circle", "One").activity("circle", "Two"), 2, 0, 0, 0);
        rows.run(
                "CREATE TABLE student_answers (answered_activity uuid REFERENCES activities ON"
                        + " DELETE CASCADE)");
        try {
            rows.run("INSERT INTO student_answers VALUES (?)", id("Two"));
            page().of(book, dcs);
            run().body("deleted", equalTo(1)).body("kept.title", contains("Two"));
            assertThat(rows.text("SELECT count(*) FROM student_answers")).isEqualTo("1");
        } finally {
            rows.run("DROP TABLE student_answers");
        }
    }

    @Test
    void whatAnAssignmentIsAboutToUseIsWaitedForAndStays() throws Exception {
        imported(page().activity("circle", "One"), 1, 0, 0, 0);
        var one = id("One");
        var assignment = rows.assignment(teacher, book);
        page().of(book, dcs);
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            Sql.update(
                    connection,
                    "INSERT INTO assignment_activities VALUES (?, ?, ?, 0)",
                    UUID.randomUUID(),
                    assignment,
                    one);
            var report = CompletableFuture.supplyAsync(this::run);
            Awaitility.await()
                    .until(() -> rows.text("SELECT 1 FROM pg_locks WHERE NOT granted") != null);
            connection.commit();
            connection.setAutoCommit(true);
            report.get().statusCode(200).body("deleted", equalTo(0)).body("kept", hasSize(1));
        }
        assertThat(id("One")).isEqualTo(one);
    }
}
