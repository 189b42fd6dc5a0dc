package org.dreamlms.books.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dreamlms.books.TestTokens;
import org.dreamlms.books.rows.LmsToken;
import org.junit.jupiter.api.Test;

/** What publishers see, and what they manage. */
@QuarkusTest
public class PublisherRightsTest extends RightsFixture {

    @Test
    void whoReadsAllByASecondRoleWritesOnlyByTheFirst() {
        var publisher = rows.user("publisher");
        var own = rows.school("Own School");
        rows.run("UPDATE \"user\" SET dcs_publisher_id = 2 WHERE id = ?", publisher);
        rows.run("UPDATE schools SET dcs_publisher_id = 2 WHERE id = ?", own);
        var both =
                TestTokens.of(
                        publisher.toString(), List.of("service", "publisher"), 4_000_000_000L);
        var foreign = rows.bookAssignment(4, school, null, admin);
        with(both, "/book-assignments").statusCode(200).body("total", equalTo(1));
        given().header("Authorization", "Bearer " + both)
                .delete("/book-assignments/" + foreign)
                .then()
                .statusCode(404);
        assertNotNull(rows.text("SELECT id FROM book_assignments WHERE id = ?", foreign));
    }

    @Test
    void aPublisherSeesWhatIsPublished() {
        var publisher = rows.user("publisher");
        as(publisher, "/books/5").statusCode(404);
        as(publisher, "/books/4").statusCode(200);
        as(publisher, "/books").body("items.status", everyItem(is("published")));
    }

    @Test
    void aHiddenBookInARowLooksLikeOneThatDcsDoesNotHave() {
        var publisher = rows.user("publisher");
        rows.run("UPDATE \"user\" SET dcs_publisher_id = 1 WHERE id = ?", publisher);
        rows.run("UPDATE schools SET dcs_publisher_id = 1 WHERE id = ?", school);
        for (int book : List.of(4, 5, 999)) {
            rows.bookAssignment(book, school, teacher, admin);
        }
        for (var path : List.of("/book-assignments", "/teachers/" + teacher + "/books")) {
            var answer = as(publisher, path).statusCode(200).extract().jsonPath();
            Map<Integer, Map<String, Object>> books = new HashMap<>();
            for (var item : answer.<Map<String, Object>>getList("items")) {
                item.keySet().removeAll(List.of("id", "assigned_at"));
                books.put((Integer) item.remove("book_id"), item);
            }
            assertNotNull(books.get(4).get("book"));
            assertEquals(true, books.get(5).get("book_missing"));
            assertEquals(books.get(999), books.get(5));
            as(admin, path).body("items.find { it.book_id == 5 }.book.id", equalTo(5));
        }
        as(publisher, "/book-assignments/book/5")
                .statusCode(200)
                .body("[0].book", nullValue())
                .body("[0].book_title", equalTo("Unknown Book"))
                .body("[0].book_missing", equalTo(true));
    }

    @Test
    void aPublisherManagesItsOwnSchoolsOnly() {
        var publisher = rows.user("publisher");
        var own = rows.school("Own School");
        rows.run("UPDATE \"user\" SET dcs_publisher_id = 2 WHERE id = ?", publisher);
        rows.run("UPDATE schools SET dcs_publisher_id = 2 WHERE id = ?", own);
        var teacherThere = rows.teacher(own);
        grant(publisher, Map.of("book_id", 20, "school_id", own)).statusCode(201);
        grant(publisher, Map.of("book_id", 20, "school_id", own, "teacher_id", teacherThere))
                .statusCode(201);
        for (var foreign : List.of(school, UUID.randomUUID())) {
            grant(publisher, Map.of("book_id", 20, "school_id", foreign))
                    .statusCode(422)
                    .body("detail", equalTo("school_id must be one of your schools"));
        }
        grant(publisher, Map.of("book_id", 20, "teacher_id", teacherThere)).statusCode(422);
        grant(publisher, Map.of("book_id", 20, "school_id", own, "teacher_id", teacher))
                .statusCode(422)
                .body("errors.field", contains("teacher_id"));
        var foreign = rows.bookAssignment(4, school, null, admin);
        as(publisher, "/book-assignments").body("items.school_id", everyItem(is(own.toString())));
        given().header("Authorization", "Bearer " + LmsToken.of(publisher))
                .delete("/book-assignments/" + foreign)
                .then()
                .statusCode(404);
        assertNotNull(rows.text("SELECT id FROM book_assignments WHERE id = ?", foreign));
        given().header("Authorization", "Bearer " + LmsToken.of(publisher))
                .delete("/book-assignments/" + UUID.randomUUID())
                .then()
                .statusCode(204);
        as(publisher, "/teachers/" + teacherThere + "/books").statusCode(200);
        as(publisher, "/teachers/" + teacher + "/books").statusCode(404);
    }

    @Test
    void aPublisherGivesAwayItsOwnBooksOnlyAndTheyNeedNotBePublished() {
        var publisher = rows.user("publisher");
        rows.run("UPDATE \"user\" SET dcs_publisher_id = 1 WHERE id = ?", publisher);
        rows.run("UPDATE schools SET dcs_publisher_id = 1 WHERE id = ?", school);
        dcs.books().update(2, "status", "draft");
        dcs.books().update(20, "status", "draft");
        as(publisher, "/books/2").statusCode(200);
        as(publisher, "/books/2/cover").statusCode(200);
        as(publisher, "/books/20").statusCode(404);
        as(publisher, "/books/3").statusCode(200);
        as(publisher, "/books").body("items.id", hasItems(2, 3)).body("items.id", not(hasItem(20)));
        batch(publisher, 2, 20).body("items.id", contains(2)).body("missing", contains(20));
        grant(publisher, Map.of("book_id", 2, "school_id", school))
                .statusCode(201)
                .body("book.id", equalTo(2));
        for (var more : List.of(Map.of(), Map.of("assign_to_all_teachers", true))) {
            for (int foreign : List.of(3, 20)) {
                var body = new HashMap<String, Object>(Map.of("book_id", foreign));
                body.put("school_id", school);
                more.forEach((field, value) -> body.put(field.toString(), value));
                given().header("Authorization", "Bearer " + LmsToken.of(publisher))
                        .contentType("application/json")
                        .body(body)
                        .post("/book-assignments" + (more.isEmpty() ? "" : "/bulk"))
                        .then()
                        .statusCode(422)
                        .body("errors.field", contains("book_id"));
            }
        }
    }

    @Test
    void aPublisherTriesOutWhatIsMadeOfItsOwnBooks() {
        var publisher = rows.user("publisher");
        rows.run("UPDATE \"user\" SET dcs_publisher_id = 1 WHERE id = ?", publisher);
        var own = "/assignments/" + rows.assignment(teacher, 4);
        as(publisher, own + "/preview").statusCode(200).body("book_name", equalTo("BRAINS"));
        as(publisher, own).statusCode(403);
        as(publisher, own + "/for-edit").statusCode(403);
        as(publisher, "/assignments/" + rows.assignment(teacher, 3) + "/preview").statusCode(404);
    }

    @Test
    void withoutTheColumnAPublisherManagesNothing() {
        var publisher = rows.user("publisher");
        rows.run("ALTER TABLE \"user\" RENAME dcs_publisher_id TO elsewhere");
        try {
            as(publisher, "/books/4").statusCode(200);
            as(publisher, "/book-assignments").statusCode(200).body("total", equalTo(0));
            grant(publisher, Map.of("book_id", 4, "school_id", school)).statusCode(422);
        } finally {
            rows.run("ALTER TABLE \"user\" RENAME elsewhere TO dcs_publisher_id");
        }
    }
}
