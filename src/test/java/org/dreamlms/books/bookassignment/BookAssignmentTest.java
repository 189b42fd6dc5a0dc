package org.dreamlms.books.bookassignment;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.dreamlms.books.rows.LmsToken;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.Test;

/** The routes of single book assignments. */
@QuarkusTest
public class BookAssignmentTest extends RowsTest {

    @Test
    void aSchoolGetsABook() {
        create("school_id", school)
                .statusCode(201)
                .body("book_id", equalTo(4))
                .body("book_id", instanceOf(Integer.class))
                .body("school_id", equalTo(school.toString()))
                .body("teacher_id", nullValue())
                .body("assigned_by", equalTo(admin.toString()))
                .body("school_name", equalTo("Hill School"))
                .body("teacher_name", nullValue())
                .body("book_title", equalTo("BRAINS"))
                .body("book_cover_url", equalTo(publicPath() + "/books/4/cover"))
                .body("book.id", equalTo(4))
                .body("book_missing", equalTo(false));
    }

    @Test
    void aTeacherGetsABook() {
        create("teacher_id", teacher)
                .statusCode(201)
                .body("school_id", nullValue())
                .body("teacher_name", equalTo("The teacher"));
    }

    @Test
    void aUserWithoutAFullNameIsCalledByTheUsername() {
        rows.run("UPDATE \"user\" SET full_name = NULL, username = 'jo' WHERE id = ?", teacherUser);
        create("teacher_id", teacher).statusCode(201).body("teacher_name", equalTo("jo"));
    }

    @Test
    void theBooksIdMayBeDigitsInAText() {
        create(Map.of("book_id", "4", "school_id", school, "assigned_by", admin))
                .statusCode(201)
                .body("book_id", equalTo(4));
    }

    @Test
    void aSecondForTheSameSchoolIsAConflict() {
        create("school_id", school).statusCode(201);
        create("school_id", school).statusCode(409).body("errors[0].field", equalTo("book_id"));
        assertEquals("1", rows.text("SELECT count(*) FROM book_assignments"));
    }

    @Test
    void aSecondForTheSameTeacherIsAConflict() {
        create("teacher_id", teacher).statusCode(201);
        create("teacher_id", teacher).statusCode(409);
    }

    @Test
    void aSecondForTheSameTeacherAtTheSameSchoolIsAConflict() {
        Map<String, Object> both =
                Map.of(
                        "book_id",
                        4,
                        "school_id",
                        school,
                        "teacher_id",
                        teacher,
                        "assigned_by",
                        admin);
        create(both).statusCode(201);
        create(both).statusCode(409);
        create("teacher_id", teacher).statusCode(201);
        create("school_id", school).statusCode(201);
    }

    @Test
    void ofManyAtOnceOneWins() throws Exception {
        var pool = Executors.newFixedThreadPool(8);
        try {
            Callable<Integer> call = () -> create("school_id", school).extract().statusCode();
            var statuses =
                    pool.invokeAll(Stream.generate(() -> call).limit(8).toList()).stream()
                            .map(
                                    future -> {
                                        try {
                                            return future.get();
                                        } catch (Exception e) {
                                            throw new IllegalStateException(e);
                                        }
                                    })
                            .sorted()
                            .toList();
            assertEquals(201, statuses.get(0));
            assertTrue(statuses.stream().skip(1).allMatch(status -> status == 409));
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void everyMistakeIsNamed() {
        create(Map.of("book_id", 0))
                .statusCode(422)
                .body("errors.field", containsInAnyOrder("book_id", "school_id", "assigned_by"));
        create(Map.of("book_id", 1.5, "teacher_id", "me", "assigned_by", 7))
                .statusCode(422)
                .body("errors.field", containsInAnyOrder("book_id", "teacher_id", "assigned_by"));
    }

    @Test
    void aBodyThatIsNoObjectIsUnprocessable() {
        given().contentType("application/json")
                .body("[]")
                .post("/book-assignments")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("body"));
    }

    @Test
    void aSchoolOrTeacherOrUserWhoDoesNotExistIsUnprocessable() {
        create("school_id", UUID.randomUUID())
                .statusCode(422)
                .body("errors[0].field", equalTo("school_id"));
        create("teacher_id", UUID.randomUUID())
                .statusCode(422)
                .body("errors[0].field", equalTo("teacher_id"));
        create(Map.of("book_id", 4, "school_id", school, "assigned_by", UUID.randomUUID()))
                .statusCode(422)
                .body("errors[0].field", equalTo("assigned_by"));
    }

    @Test
    void aBookThatDcsDoesNotHaveIsUnprocessable() {
        create(Map.of("book_id", 999, "school_id", school, "assigned_by", admin))
                .statusCode(422)
                .body("errors[0].field", equalTo("book_id"))
                .body("detail", equalTo("book_id 999 does not exist in DCS"));
    }

    @Test
    void anArchivedBookIsUnprocessable() {
        create(Map.of("book_id", 7, "school_id", school, "assigned_by", admin))
                .statusCode(422)
                .body("detail", containsString("archived"));
    }

    @Test
    void whileDcsIsDownNothingIsWritten() {
        dcs.stop();
        create("school_id", school).statusCode(503).header("Retry-After", "1");
        assertEquals("0", rows.text("SELECT count(*) FROM book_assignments"));
    }

    @Test
    void aBookThatMemoryKnowsCanBeAssignedWhileDcsIsDown() {
        when().get("/books/4").then().statusCode(200);
        dcs.stop();
        create("school_id", school).statusCode(201).body("book.id", equalTo(4));
    }

    @Test
    void theListIsFilteredByBookSchoolAndTeacher() {
        rows.bookAssignment(4, school, null, admin);
        rows.bookAssignment(5, school, null, admin);
        rows.bookAssignment(4, null, teacher, admin);
        list("").body("total", equalTo(3)).body("has_more", equalTo(false));
        list("?book_id=4").body("total", equalTo(2)).body("items.book_id", contains(4, 4));
        list("?school_id=" + school).body("total", equalTo(2));
        list("?teacher_id=" + teacher).body("items.teacher_name", contains("The teacher"));
        list("?book_id=5&school_id=" + school).body("items.book_title", contains("retry test"));
        list("?book_id=6").body("items", hasSize(0));
    }

    @Test
    void theListComesInParts() {
        for (int book = 1; book <= 5; book++) {
            rows.bookAssignment(book, school, null, admin);
        }
        list("?skip=0&limit=2")
                .body("items.book_id", contains(5, 4))
                .body("total", equalTo(5))
                .body("has_more", equalTo(true));
        list("?skip=4&limit=2").body("items.book_id", contains(1)).body("has_more", equalTo(false));
        list("?skip=9")
                .body("items", hasSize(0))
                .body("total", equalTo(5))
                .body("limit", equalTo(100));
    }

    @Test
    void wrongFiltersAreBadRequests() {
        when().get("/book-assignments?book_id=x").then().statusCode(400);
        when().get("/book-assignments?school_id=x").then().statusCode(400);
        when().get("/book-assignments?teacher_id=x").then().statusCode(400);
        when().get("/book-assignments?limit=1001").then().statusCode(400);
    }

    @Test
    void theAssignmentsOfABookAreAnArray() {
        rows.bookAssignment(4, school, null, admin);
        rows.bookAssignment(5, school, null, admin);
        when().get("/book-assignments/book/4")
                .then()
                .statusCode(200)
                .body("$", hasSize(1))
                .body("[0].school_name", equalTo("Hill School"))
                .body("[0].assigned_by_name", equalTo("The admin"))
                .body("[0].book_title", equalTo("BRAINS"));
        when().get("/book-assignments/book/x").then().statusCode(400);
    }

    @Test
    void aPageOfAHundredCostsTwoStatementsAndOneCall() {
        dcs.books().addMany(100);
        for (int book = 26; book < 126; book++) {
            rows.bookAssignment(book, school, teacher, admin);
        }
        given().get("/books/4");
        statements();
        dcs.resetCalls();
        list("?limit=100").body("items", hasSize(100)).body("items.book.id", hasItem(125));
        assertEquals(2, statements());
        assertEquals(1, dcs.calls());
    }

    @Test
    void ofABookThatDcsDoesNotHaveThereIsATitleYet() {
        rows.bookAssignment(999, school, null, admin);
        list("").body("items[0].book_title", equalTo("Unknown Book"))
                .body("items[0].book_missing", equalTo(true));
        when().get("/book-assignments/book/998").then().statusCode(200).body("$", hasSize(0));
    }

    @Test
    void whoMayReadNoneHasAnEmptyList() {
        rows.bookAssignment(4, school, null, admin);
        var student = LmsToken.of(rows.userOf(rows.student()));
        given().auth()
                .oauth2(student)
                .get("/book-assignments")
                .then()
                .statusCode(200)
                .body("items", hasSize(0))
                .body("total", equalTo(0));
        given().auth()
                .oauth2(student)
                .get("/book-assignments/book/4")
                .then()
                .statusCode(200)
                .body("$", hasSize(0));
    }

    @Test
    void oneIsDeleted() {
        var id = rows.bookAssignment(4, school, null, admin);
        when().delete("/book-assignments/" + id).then().statusCode(204);
        // Whoever finds it gone has what was wanted; a 404 would end the session in the frontend.
        when().delete("/book-assignments/" + id).then().statusCode(204);
        when().delete("/book-assignments/x").then().statusCode(400);
    }

    ValidatableResponse list(String query) {
        return when().get("/book-assignments" + query).then().statusCode(200);
    }

    private ValidatableResponse create(String target, UUID id) {
        var body = new HashMap<String, Object>();
        body.put("book_id", 4);
        body.put("assigned_by", admin);
        body.put(target, id);
        return create(body);
    }

    private static ValidatableResponse create(Map<String, Object> body) {
        return given().contentType("application/json").body(body).post("/book-assignments").then();
    }
}
