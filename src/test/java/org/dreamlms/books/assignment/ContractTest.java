package org.dreamlms.books.assignment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dreamlms.books.contract.ApiSchema;
import org.dreamlms.books.contract.Contract;
import org.dreamlms.books.rows.LmsDatabase;
import org.dreamlms.books.rows.LmsToken;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the LMS's screens need, and what our OpenAPI document promises, is what is answered: each
 * example of {@code src/test/resources/contract} fits the document, and so does each answer, which
 * has the fields that the contract names.
 */
@QuarkusTest
@TestProfile(LmsDatabase.class)
class ContractTest extends AssignmentsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ONE = "/assignments/{id}";

    @TestHTTPResource(value = "/openapi?format=json", management = true)
    URI openApi;

    private ApiSchema schema;

    @BeforeEach
    void document() throws IOException {
        schema = new ApiSchema(given().get(openApi).then().statusCode(200).extract().asString());
        rows.material(teacher, "Leaf chart");
    }

    @Test
    void theListOfAssignments() throws IOException {
        made();
        rows.aiAssignment(teacher, 0, "ai_quiz", "{\"q\": 1}");
        rows.assignment(teacher, 999);
        var answer =
                keeps("assignments", "GET /assignments", asTeacher().get("/assignments/?limit=20"));
        assertThat(answer.path("items")).hasSize(3);
    }

    @Test
    void anAssignmentThatIsMade() throws IOException {
        var answer = json(made());
        keeps("assignment-created", "POST /assignments", answer);
        assertThat(answer.path("student_count").asInt()).isEqualTo(1);
    }

    @Test
    void severalThatAreMadeAtOnce() throws IOException {
        var group =
                Map.of(
                        "scheduled_publish_date",
                        "2031-03-04T06:00:00.000Z",
                        "activity_ids",
                        List.of(first, second));
        keeps(
                "assignments-bulk",
                "POST /assignments/bulk",
                asTeacher()
                        .body(body(Map.of("date_groups", List.of(group))))
                        .post("/assignments/bulk"));
    }

    /** What the wizard lets a teacher choose can be given. */
    @Test
    void theIdsOfTheStructureAreThoseOfAssignments() throws IOException {
        send().post("/books/4/import-activities").then().statusCode(200);
        var ids = json(asTeacher().get("/books/4/structure")).at("/modules/0/activity_ids");
        create(Map.of("activity_ids", List.of(ids.get(0).asText(), ids.get(1).asText())))
                .statusCode(201);
    }

    @Test
    void oneThatIsChanged() throws IOException {
        for (var id : List.of(id(), rows.aiAssignment(teacher, 0, null, "{}").toString())) {
            keeps(
                    "assignment-changed",
                    "PATCH " + ONE,
                    asTeacher().body("{\"name\": \"Trees\"}").patch("/assignments/" + id));
        }
    }

    @Test
    void oneThatIsTriedOutOrEdited() throws IOException {
        for (var id :
                List.of(
                        id(),
                        rows.aiAssignment(teacher, 0, null, "{}").toString(),
                        rows.assignment(teacher, 999).toString())) {
            var path = "/assignments/" + id;
            keeps(
                    "assignment-preview",
                    "GET " + ONE + "/preview",
                    asTeacher().get(path + "/preview"));
            keeps(
                    "assignment-for-edit",
                    "GET " + ONE + "/for-edit",
                    asTeacher().get(path + "/for-edit"));
        }
    }

    @Test
    void anActivityThatIsTriedOut() throws IOException {
        for (var activity : List.of(first, rows.activity(999, "circle", 0))) {
            rows.run("UPDATE activities SET title = NULL, config_json = 'null'");
            keeps(
                    "activity-preview",
                    "GET /assignments/activities/{id}/preview",
                    given().get("/assignments/activities/" + activity + "/preview"));
        }
    }

    @Test
    void booksAndTheirFiles() throws IOException {
        keeps("books", "GET /books", given().get("/books?limit=1000"));
        keeps("book", "GET /books/{id}", given().get("/books/4"));
        keeps("book-videos", "GET /books/{id}/videos", given().get("/books/4/videos"));
        keeps(
                "presigned",
                "GET /books/{id}/assets/presigned",
                given().get("/books/4/assets/presigned?path=config.json"));
    }

    @Test
    void pagesAndWhatIsOnThem() throws IOException {
        given().post("/books/4/import-activities").then().statusCode(200);
        var structure =
                keeps(
                        "book-structure",
                        "GET /books/{id}/structure",
                        given().get("/books/4/structure"));
        assertThat(structure.path("total_activities").asInt()).isEqualTo(53);
        keeps("book-pages", "GET /books/{id}/pages", given().get("/books/4/pages"));
        var detail =
                keeps(
                        "book-pages-detail",
                        "GET /books/{id}/pages/detail",
                        given().get("/books/4/pages/detail"));
        assertThat(detail.path("pages")).hasSize(20);
        keeps(
                "page-activities",
                "GET /books/{id}/pages/{n}/activities",
                given().get("/books/4/pages/8/activities?module_name=M1"));
        keeps("book-activities", "GET /books/{id}/activities", given().get("/books/4/activities"));
        rows.run("UPDATE activities SET config_json = '[1]'");
        var empty = given().get("/books/4/pages/8/activities?module_name=M1");
        assertThat(json(empty).at("/0/config_json").toString()).isEqualTo("{}");
    }

    @Test
    void bookAssignments() throws IOException {
        rows.bookAssignment(999, null, teacher, admin);
        var answer =
                keeps(
                        "book-assignments",
                        "GET /book-assignments",
                        given().get("/book-assignments?limit=500"));
        assertThat(answer.path("items")).hasSize(2);
        keeps(
                "book-assignments-of-book",
                "GET /book-assignments/book/{book_id}",
                given().get("/book-assignments/book/4"));
        keeps(
                "book-assignments-bulk",
                "POST /book-assignments/bulk",
                send().body(
                                Map.of(
                                        "book_id",
                                        5,
                                        "school_id",
                                        school,
                                        "assign_to_all_teachers",
                                        true,
                                        "assigned_by",
                                        admin))
                        .post("/book-assignments/bulk"));
    }

    /** Whose books are those of one publisher: schools, teachers and their assignments, too. */
    @Test
    void aPublisher() throws IOException {
        var publisher = rows.user("publisher");
        rows.run("UPDATE \"user\" SET dcs_publisher_id = 1 WHERE id = ?", publisher);
        rows.run("UPDATE schools SET dcs_publisher_id = 1 WHERE id = ?", school);
        var assignment = id();
        send().post("/books/4/import-activities").then().statusCode(200);
        keeps("books", "GET /books", as(publisher).get("/books?limit=1000"));
        files(publisher);
        keeps(
                "book-activities",
                "GET /books/{id}/activities",
                as(publisher).get("/books/4/activities"));
        pages(publisher);
        keeps(
                "assignment-preview",
                "GET " + ONE + "/preview",
                as(publisher).get("/assignments/" + assignment + "/preview"));
        var ofAll = as(publisher).get("/book-assignments?limit=500");
        assertThat(keeps("book-assignments", "GET /book-assignments", ofAll).path("items"))
                .hasSize(1);
        keeps(
                "book-assignments-of-book",
                "GET /book-assignments/book/{book_id}",
                as(publisher).get("/book-assignments/book/4"));
        var toAll = Map.of("book_id", 4, "school_id", school, "assign_to_all_teachers", true);
        keeps(
                "book-assignments-bulk",
                "POST /book-assignments/bulk",
                as(publisher).body(toAll).post("/book-assignments/bulk"));
    }

    /** Who has the book by an assignment alone: there is no list, but all that players ask for. */
    @Test
    void aStudent() throws IOException {
        var student = rows.student();
        rows.give(rows.assignment(teacher, 4, first), student);
        send().post("/books/4/import-activities").then().statusCode(200);
        var user = rows.userOf(student);
        files(user);
        pages(user);
    }

    private void files(UUID user) throws IOException {
        keeps("book", "GET /books/{id}", as(user).get("/books/4"));
        keeps("book-videos", "GET /books/{id}/videos", as(user).get("/books/4/videos"));
        keeps(
                "presigned",
                "GET /books/{id}/assets/presigned",
                as(user).get("/books/4/assets/presigned?path=config.json"));
    }

    private void pages(UUID user) throws IOException {
        for (var route : List.of("structure", "pages", "pages/detail")) {
            keeps(
                    "book-" + route.replace('/', '-'),
                    "GET /books/{id}/" + route,
                    as(user).get("/books/4/" + route));
        }
        keeps(
                "page-activities",
                "GET /books/{id}/pages/{n}/activities",
                as(user).get("/books/4/pages/8/activities?module_name=M1"));
    }

    private JsonNode keeps(String contract, String operation, Response answer) throws IOException {
        return keeps(contract, operation, json(answer));
    }

    private JsonNode keeps(String contract, String operation, JsonNode answer) {
        var needed = new Contract(contract);
        schema.assertAllowsPart(operation, needed.example());
        schema.assertAllows(operation, answer);
        needed.assertKeptBy(answer);
        return answer;
    }

    private static JsonNode json(Response answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 201);
        return MAPPER.readTree(answer.asString());
    }

    private String id() {
        return made().path("id");
    }

    /** With all that one can have, for a class of one student. */
    private Response made() {
        var materials =
                Map.of(
                        "videos", List.of(Map.of("path", "video/1.mp4", "name", "Seeds")),
                        "teacher_materials",
                                List.of(
                                        Map.of(
                                                "material_id",
                                                rows.text("SELECT id FROM teacher_materials"))));
        return asTeacher()
                .body(
                        body(
                                Map.of(
                                        "activity_ids",
                                        List.of(first, second),
                                        "class_ids",
                                        List.of(rows.classOf(teacher, rows.student())),
                                        "due_date",
                                        "2031-03-06T21:00:00.000Z",
                                        "time_limit_minutes",
                                        25,
                                        "resources",
                                        materials)))
                .post("/assignments/");
    }

    /** Whose screens those of assignments are. */
    private RequestSpecification asTeacher() {
        return as(teacherUser);
    }

    private static RequestSpecification as(UUID user) {
        return send().header("Authorization", "Bearer " + LmsToken.of(user));
    }

    private static RequestSpecification send() {
        return given().contentType("application/json");
    }
}
