package org.dreamlms.books.bookassignment;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.Test;

/** Many book assignments at once, and what books a teacher has then. */
@QuarkusTest
public class BookAssignmentRequestTest extends RowsTest {

    @Test
    void teachersOfASchoolGetABook() {
        var other = rows.teacher(school);
        bulk(Map.of("teacher_ids", List.of(teacher, other)))
                .statusCode(201)
                .body("$", hasSize(2))
                .body("teacher_id", contains(teacher.toString(), other.toString()))
                .body("created", contains(true, true))
                .body("[0].book.id", equalTo(4));
    }

    @Test
    void theSchoolAsAWholeGetsABook() {
        bulk(Map.of("assign_to_all_teachers", true))
                .statusCode(201)
                .body("$", hasSize(1))
                .body("[0].school_id", equalTo(school.toString()))
                .body("[0].teacher_id", nullValue());
    }

    @Test
    void whatIsThereStaysAndIsNotNew() {
        bulk(Map.of("teacher_ids", List.of(teacher))).statusCode(201);
        var other = rows.teacher(school);
        bulk(Map.of("teacher_ids", List.of(teacher, other)))
                .statusCode(201)
                .body("created", contains(false, true));
        bulk(Map.of("teacher_ids", List.of(teacher, other)))
                .statusCode(200)
                .body("created", contains(false, false));
        bulk(Map.of("assign_to_all_teachers", true)).statusCode(201);
        bulk(Map.of("assign_to_all_teachers", true)).statusCode(200);
        assertEquals("3", rows.text("SELECT count(*) FROM book_assignments"));
    }

    @Test
    void aTeacherOfAnotherSchoolIsNamed() {
        var stranger = rows.teacher(rows.school("Lake School"));
        bulk(Map.of("teacher_ids", List.of(teacher, stranger)))
                .statusCode(422)
                .body("errors.field", contains("teacher_ids[1]"));
        assertEquals("0", rows.text("SELECT count(*) FROM book_assignments"));
    }

    @Test
    void someOrAllTeachersMustBeNamed() {
        bulk(Map.of()).statusCode(422).body("errors.field", contains("teacher_ids"));
        bulk(Map.of("teacher_ids", List.of())).statusCode(422);
        bulk(Map.of("teacher_ids", List.of(teacher), "assign_to_all_teachers", true))
                .statusCode(422);
        bulk(Map.of("assign_to_all_teachers", "yes")).statusCode(422);
        bulk(Map.of("teacher_ids", List.of("x")))
                .statusCode(422)
                .body("errors.field", contains("teacher_ids[0]"));
    }

    @Test
    void aSchoolThatDoesNotExistIsUnprocessable() {
        bulk(Map.of("school_id", UUID.randomUUID(), "assign_to_all_teachers", true))
                .statusCode(422)
                .body("errors.field", contains("school_id"));
    }

    @Test
    void aTeacherHasItsOwnBooksAndThoseOfItsSchool() {
        var colleague = rows.teacher(school);
        rows.bookAssignment(4, school, null, admin);
        rows.bookAssignment(5, null, teacher, admin);
        rows.bookAssignment(5, school, teacher, admin);
        rows.bookAssignment(6, school, colleague, admin);
        rows.bookAssignment(8, rows.school("Lake School"), null, admin);
        when().get("/teachers/" + teacher + "/books")
                .then()
                .statusCode(200)
                .body("items.book_id", contains(4, 5))
                .body("items.book_title", contains("BRAINS", "retry test"))
                .body("items.book.id", contains(4, 5))
                .body("total", equalTo(2));
        when().get("/teachers/" + colleague + "/books")
                .then()
                .body("items.book_id", contains(4, 6));
    }

    @Test
    void aTeacherWithoutASchoolHasOnlyItsOwn() {
        var free = rows.teacher(null);
        rows.bookAssignment(4, school, null, admin);
        rows.bookAssignment(5, null, free, admin);
        when().get("/teachers/" + free + "/books").then().body("items.book_id", contains(5));
    }

    @Test
    void aTeacherWhoDoesNotExistIsNotFound() {
        when().get("/teachers/" + UUID.randomUUID() + "/books").then().statusCode(404);
        when().get("/teachers/me/books").then().statusCode(400);
    }

    private ValidatableResponse bulk(Map<String, Object> fields) {
        var body = new HashMap<String, Object>();
        body.put("book_id", 4);
        body.put("school_id", school);
        body.put("assigned_by", admin);
        body.putAll(fields);
        return given().contentType("application/json")
                .body(body)
                .post("/book-assignments/bulk")
                .then();
    }
}
