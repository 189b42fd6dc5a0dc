package org.dreamlms.books.assignment;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of assignments begin with: a book with two activities. */
public abstract class AssignmentsTest extends RowsTest {

    UUID first;
    UUID second;

    @BeforeEach
    void activities() {
        first = rows.activity(4, "circle", 0);
        second = rows.activity(4, "markwithx", 1);
        rows.bookAssignment(4, school, null, admin);
    }

    ValidatableResponse create(Map<String, Object> fields) {
        return given().contentType("application/json")
                .body(body(fields))
                .post("/assignments")
                .then();
    }

    Map<String, Object> body(Map<String, Object> fields) {
        var body = new HashMap<String, Object>();
        body.put("book_id", 4);
        body.put("teacher_id", teacher);
        body.put("name", "Homework");
        body.putAll(fields);
        return body;
    }
}
