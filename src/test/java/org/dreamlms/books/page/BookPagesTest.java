package org.dreamlms.books.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.dreamlms.books.rows.ConfigFile;
import org.dreamlms.books.rows.LmsToken;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages of a book carry the ids of rows, as they are at the moment of the request. */
@QuarkusTest
class BookPagesTest extends RowsTest {

    private int book;

    @BeforeEach
    void aBook() {
        book = dcs.books().add("A book of pages");
        new ConfigFile()
                .module("M1")
                .page(8)
                .activity("circle", "One")
                .activity("markwithx", "Two")
                .activity("fillpicture", "Nobody plays it")
                .of(book, dcs);
    }

    private ValidatableResponse ask(String what) {
        return given().get("/books/" + book + what).then().statusCode(200);
    }

    private void imported() {
        given().post("/books/" + book + "/import-activities").then().statusCode(200);
    }

    private List<String> ids() {
        return ask("/structure").extract().path("modules.activity_ids.flatten()");
    }

    private String id(String title) {
        return rows.text(
                "SELECT id FROM activities WHERE dcs_book_id = ? AND title = ?", book, title);
    }

    @Test
    void theIdsAreThoseOfTheRows() {
        imported();
        assertThat(ids()).containsExactly(id("One"), id("Two"));
        ask("/structure")
                .body("modules[0].page_start", equalTo(8))
                .body("not_imported.reason", contains("no_player"));
        ask("/pages/detail")
                .body("pages[0].activities.id", contains(id("One"), id("Two")))
                .body("pages[0].activities[0].config.headerText", equalTo("One"))
                .body("pages[0].not_imported.title", contains("Nobody plays it"));
        ask("/pages/8/activities").body("id", contains(id("One"), id("Two")));
        ask("/activities").body("id", contains(id("One"), id("Two")));
    }

    @Test
    void whatWasMadeIsRememberedUntilARowChanges() {
        imported();
        ask("/structure");
        ask("/pages/detail");
        statements();
        var tag = ask("/structure").extract().header("ETag");
        assertThat(statements()).isEqualTo(1);
        ask("/pages/detail");
        assertThat(statements()).isEqualTo(1);
        given().header("If-None-Match", tag)
                .get("/books/" + book + "/structure")
                .then()
                .statusCode(304);
        rows.run("UPDATE activities SET title = 'New', updated_at = now() WHERE title = 'One'");
        statements();
        ask("/pages/detail").body("pages[0].activities.title", hasItem("New"));
        // How much there is, the rows, and their configs.
        assertThat(statements()).isEqualTo(4);
    }

    @Test
    void rowsThatTheLmsReplacesAreSeenAtOnce() {
        imported();
        var before = ids();
        // Its handler deletes and makes them anew, without telling anybody; here in one moment.
        rows.run("UPDATE activities SET id = gen_random_uuid() WHERE dcs_book_id = ?", book);
        assertThat(ids()).doesNotContainAnyElementsOf(before).contains(id("One"), id("Two"));
        rows.run("DELETE FROM activities WHERE title = 'One'");
        assertThat(ids()).containsExactly(id("Two"));
    }

    @Test
    void booksInOneFolderHaveTheirOwnRows() {
        imported();
        var other = dcs.books().add("Its twin");
        dcs.books()
                .update(
                        other,
                        "book_name",
                        dcs.books().get(book).orElseThrow().getString("book_name"));
        rows.activity(other, "circle", 1);
        given().get("/books/" + other + "/structure")
                .then()
                .statusCode(200)
                .body("book_id", equalTo(other))
                .body("total_activities", equalTo(1));
        ask("/structure").body("book_id", equalTo(book)).body("total_activities", equalTo(2));
    }

    @Test
    void aBookThatNobodyHasImportedIsImportedWhenATeacherAsks() {
        rows.bookAssignment(book, school, null, admin);
        given().auth()
                .oauth2(LmsToken.of(teacherUser))
                .get("/books/" + book + "/structure")
                .then()
                .statusCode(200)
                .body("modules", empty())
                .body(
                        "not_imported.reason",
                        contains("never_imported", "never_imported", "no_player"));
        Awaitility.await().untilAsserted(() -> assertThat(ids()).hasSize(2));
        // Whoever deletes them later means it.
        rows.run("DELETE FROM activities WHERE dcs_book_id = ?", book);
        ask("/structure").body("modules", empty());
    }

    @Test
    void noStudentAndNoServiceBringsAboutAnImport() {
        var student = rows.student();
        var homework = rows.assignment(teacher, book);
        rows.run("UPDATE assignments SET status = 'published' WHERE id = ?", homework);
        rows.give(homework, student);
        for (var token :
                List.of(
                        LmsToken.of(rows.userOf(student)),
                        org.dreamlms.books.TestTokens.of("service"))) {
            given().auth()
                    .oauth2(token)
                    .get("/books/" + book + "/structure")
                    .then()
                    .statusCode(200)
                    .body("not_imported", hasSize(3));
            given().auth()
                    .oauth2(token)
                    .get("/books/" + book + "/pages/detail")
                    .then()
                    .statusCode(200);
        }
        assertThat(
                        rows.text(
                                "SELECT 1 FROM dcs_books.activity_imports WHERE dcs_book_id = ?",
                                book))
                .isNull();
        assertThat(rows.text("SELECT 1 FROM activities WHERE dcs_book_id = ?", book)).isNull();
    }

    @Test
    void rowsOfTypesWithoutAPlayerCountButCanNotBeChosen() {
        imported();
        rows.run("ALTER TYPE activitytype ADD VALUE IF NOT EXISTS 'crossword'");
        UUID odd = rows.activity(book, "circle", 5);
        rows.run(
                "UPDATE activities SET activity_type = 'crossword', module_name = 'M1', page_number = 8 WHERE id = ?",
                odd);
        assertThat(ids()).hasSize(2);
        ask("/pages").body("total_activities", equalTo(3));
        ask("/pages/detail").body("pages[0].activities", hasSize(3));
    }
}
