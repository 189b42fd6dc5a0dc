package org.dreamlms.books.access;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.dreamlms.books.TestTokens;
import org.dreamlms.books.rows.LmsToken;
import org.dreamlms.books.rows.RowsTest;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every route of the API × everybody who might ask. The routes are those of the OpenAPI document:
 * one without a rule here fails the build.
 */
@QuarkusTest
class AccessMatrixTest extends RowsTest {

    /** Not asked for a token: its requests are signed, and have tests of their own. */
    private static final String WEBHOOK = "POST /webhooks/dream-storage";

    /** In the order of the columns below. */
    private static final List<String> CALLERS =
            List.of(
                    "no token",
                    "bad token",
                    "admin",
                    "supervisor",
                    "service",
                    "publisher",
                    "teacher",
                    "other teacher",
                    "student",
                    "other student");

    /** Not good at any route, whatever it answers to others. */
    private static final Map<String, Integer> REFUSED =
            Map.of("expired", 401, "not yet valid", 401, "unknown user", 401, "inactive user", 403);

    /** Where a publisher of another school is answered something else than the school's own. */
    private static final Map<String, Integer> OTHER_PUBLISHER =
            Map.of(
                    "POST /book-assignments", 422,
                    "POST /book-assignments/bulk", 422,
                    "DELETE /book-assignments/{id}", 404,
                    "GET /teachers/{id}/books", 404,
                    "GET /assignments/{id}/preview", 404,
                    "GET /assignments/activities/{id}/preview", 404);

    @TestHTTPResource(value = "/openapi?format=json", management = true)
    URI openApi;

    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final Map<String, Rule> rules = new LinkedHashMap<>();

    private UUID activity;

    /** What to send, and what comes back to each of the callers. */
    private record Rule(Supplier<String> path, Supplier<Object> body, int[] statuses) {}

    @BeforeEach
    void people() {
        rows.run("UPDATE schools SET dcs_publisher_id = 1 WHERE id = ?", school);
        var publisher = rows.user("publisher");
        rows.run("UPDATE \"user\" SET dcs_publisher_id = 1 WHERE id = ?", publisher);
        var otherPublisher = rows.user("publisher");
        rows.run("UPDATE \"user\" SET dcs_publisher_id = 2 WHERE id = ?", otherPublisher);
        var otherTeacher = rows.user("teacher");
        rows.teacher(otherTeacher, rows.school("Other School"));
        var student = rows.student();
        var otherStudent = rows.student();

        rows.bookAssignment(4, school, null, admin);
        activity = rows.activity(4, "circle", 1);
        rows.give(rows.assignment(teacher, 4, activity), student);

        tokens.put("bad token", LmsToken.of(admin) + "x");
        tokens.put("expired", LmsToken.make(admin.toString(), -60, LmsToken.SECRET_KEY, "HS256"));
        tokens.put("not yet valid", notYetValid());
        tokens.put("unknown user", LmsToken.of(UUID.randomUUID()));
        var inactive = rows.user("admin");
        rows.run("UPDATE \"user\" SET is_active = false WHERE id = ?", inactive);
        tokens.put("inactive user", LmsToken.of(inactive));
        tokens.put("other publisher", LmsToken.of(otherPublisher));
        tokens.put("admin", LmsToken.of(admin));
        tokens.put("supervisor", LmsToken.of(rows.user("supervisor")));
        tokens.put("service", TestTokens.of("service"));
        tokens.put("publisher", LmsToken.of(publisher));
        tokens.put("teacher", LmsToken.of(teacherUser));
        tokens.put("other teacher", LmsToken.of(otherTeacher));
        tokens.put("student", LmsToken.of(rows.userOf(student)));
        tokens.put("other student", LmsToken.of(rows.userOf(otherStudent)));
    }

    @BeforeEach
    void rules() {
        // no, bad, admin, supervisor, service, publisher, teacher, other, student, other
        int[] everybody = {401, 401, 200, 200, 200, 200, 200, 200, 200, 200};
        int[] whoSeesTheBook = {401, 401, 200, 200, 200, 200, 200, 404, 200, 404};
        int[] whoReadsActivities = {401, 401, 200, 200, 200, 200, 200, 404, 404, 404};
        int[] whoseAssignment = {401, 401, 200, 200, 200, 403, 200, 404, 403, 403};
        int[] listed = {401, 401, 200, 200, 200, 403, 200, 200, 403, 403};

        rule("GET /books", "/books", everybody);
        rule("POST /books/batch", "/books/batch", () -> Map.of("ids", List.of(4)), everybody);
        rule("POST /books/sync", "/books/sync", 401, 401, 410, 410, 410, 410, 410, 410, 410, 410);
        rule("GET /books/{id}", "/books/4", whoSeesTheBook);
        rule("GET /books/{id}/activities", "/books/4/activities", whoReadsActivities);
        rule("GET /books/{id}/cover", "/books/4/cover", whoSeesTheBook);
        var image = "/books/4/assets/images/HB/modules/M1/pages/08.png";
        rule("GET /books/{id}/assets/{path}", image, whoSeesTheBook);
        rule("GET /books/{id}/media/{path}", "/books/4/media/config.json", whoSeesTheBook);
        rule(
                "GET /books/{id}/assets/presigned",
                "/books/4/assets/presigned?path=config.json",
                whoSeesTheBook);
        rule("GET /books/{id}/config", "/books/4/config", whoSeesTheBook);
        rule("GET /books/{id}/pages", "/books/4/pages", whoSeesTheBook);
        rule("GET /books/{id}/pages/detail", "/books/4/pages/detail", whoSeesTheBook);
        rule("GET /books/{id}/pages/{n}/activities", "/books/4/pages/8/activities", whoSeesTheBook);
        rule("GET /books/{id}/page-image/{n}", "/books/4/page-image/8", whoSeesTheBook);
        rule("GET /books/{id}/structure", "/books/4/structure", whoSeesTheBook);
        rule("GET /books/{id}/videos", "/books/4/videos", whoSeesTheBook);
        rule(
                "POST /books/{id}/links",
                "/books/4/links",
                () -> Map.of("paths", List.of("cover")),
                whoSeesTheBook);
        rule(
                "POST /books/{id}/import-activities",
                "/books/4/import-activities",
                401,
                401,
                200,
                200,
                403,
                403,
                403,
                403,
                403,
                403);
        rule("GET /publishers/{id}", "/publishers/1", everybody);
        rule(
                "GET /publishers/{id}/logo",
                "/publishers/1/logo",
                null,
                200,
                401,
                200,
                200,
                200,
                200,
                200,
                200,
                200,
                200);
        rule("GET /activities/{id}", () -> "/activities/" + activity, null, whoReadsActivities);
        rule(
                "GET /assignments/activities/{id}/preview",
                () -> "/assignments/activities/" + activity + "/preview",
                null,
                whoReadsActivities);

        rule("GET /assignments", "/assignments", listed);
        rule("GET /assignments/{id}", this::assignment, null, whoseAssignment);
        rule(
                "GET /assignments/{id}/preview",
                () -> assignment() + "/preview",
                null,
                401,
                401,
                200,
                200,
                200,
                200,
                200,
                404,
                403,
                403);
        rule(
                "GET /assignments/{id}/for-edit",
                () -> assignment() + "/for-edit",
                null,
                whoseAssignment);
        rule(
                "POST /assignments",
                "/assignments",
                () -> homework(Map.of("activity_id", activity)),
                // To the other teacher the book does not exist, and the teacher is not itself.
                401,
                401,
                201,
                201,
                403,
                403,
                201,
                422,
                403,
                403);
        rule(
                "POST /assignments/bulk",
                "/assignments/bulk",
                () ->
                        homework(
                                Map.of(
                                        "date_groups",
                                        List.of(
                                                Map.of(
                                                        "scheduled_publish_date",
                                                        "2031-01-01T00:00:00Z",
                                                        "activity_ids",
                                                        List.of(activity))))),
                401,
                401,
                201,
                201,
                403,
                403,
                201,
                422,
                403,
                403);
        rule(
                "PATCH /assignments/{id}",
                this::assignment,
                () -> Map.of("name", "Better"),
                401,
                401,
                200,
                200,
                403,
                403,
                200,
                404,
                403,
                403);
        rule(
                "DELETE /assignments/{id}",
                this::assignment,
                null,
                401,
                401,
                204,
                204,
                403,
                403,
                204,
                404,
                403,
                403);

        int[] readers = {401, 401, 200, 200, 200, 200, 200, 200, 200, 200};
        rule("GET /book-assignments", "/book-assignments", readers);
        rule("GET /book-assignments/book/{book_id}", "/book-assignments/book/4", readers);
        int[] made = {401, 401, 201, 201, 403, 201, 403, 403, 403, 403};
        rule(
                "POST /book-assignments",
                "/book-assignments",
                () -> Map.of("book_id", 2, "school_id", school),
                made);
        rule(
                "POST /book-assignments/bulk",
                "/book-assignments/bulk",
                () -> Map.of("book_id", 2, "school_id", school, "assign_to_all_teachers", true),
                made);
        rule(
                "DELETE /book-assignments/{id}",
                () -> "/book-assignments/" + rows.bookAssignment(2, school, null, admin),
                null,
                401,
                401,
                204,
                204,
                403,
                204,
                403,
                403,
                403,
                403);
        rule(
                "GET /teachers/{id}/books",
                () -> "/teachers/" + teacher + "/books",
                null,
                401,
                401,
                200,
                200,
                200,
                200,
                200,
                404,
                403,
                403);
    }

    @Test
    void everyRouteHasARule() throws IOException {
        var document = new ObjectMapper().readTree(given().noFilters().get(openApi).asString());
        assertEquals("http", document.at("/components/securitySchemes/bearer/type").textValue());
        for (var answer : List.of("Unauthorized", "Forbidden", "TooMany", "Unavailable")) {
            assertTrue(document.at("/components/responses/" + answer).isObject(), answer);
        }
        var routes = new TreeSet<String>();
        for (var path : document.get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                var method = operation.getKey().toUpperCase(Locale.ROOT);
                var route = method + " " + path.getKey();
                if (operation.getValue().has("responses") && !route.equals(WEBHOOK)) {
                    routes.add(route);
                    assertTrue(operation.getValue().at("/responses/401").isObject(), route);
                    assertTrue(operation.getValue().at("/security/0/bearer").isArray(), route);
                }
            }
        }
        // It answers 410 alone, which is nothing to call.
        routes.add("POST /books/sync");
        assertEquals(new TreeSet<>(rules.keySet()), routes);
    }

    @Test
    void everybodyGetsWhatTheyMayAndNobodyMore() {
        var wrong = new ArrayList<String>();
        rules.forEach(
                (route, rule) -> {
                    for (var asked : expected(route, rule).entrySet()) {
                        var answer = send(route, rule, asked.getKey());
                        if (answer.statusCode() != asked.getValue()) {
                            wrong.add(
                                    "%s for %s: %d instead of %d: %s"
                                            .formatted(
                                                    route,
                                                    asked.getKey(),
                                                    answer.statusCode(),
                                                    asked.getValue(),
                                                    answer.statusCode() < 400
                                                            ? ""
                                                            : answer.asString()));
                        } else if (answer.statusCode() >= 400) {
                            check(route, answer, wrong);
                        }
                    }
                });
        assertEquals(List.of(), wrong);
    }

    private static Map<String, Integer> expected(String route, Rule rule) {
        var expected = new LinkedHashMap<String, Integer>(REFUSED);
        for (int i = 0; i < CALLERS.size(); i++) {
            expected.put(CALLERS.get(i), rule.statuses()[i]);
        }
        expected.put(
                "other publisher", OTHER_PUBLISHER.getOrDefault(route, expected.get("publisher")));
        return expected;
    }

    private static String notYetValid() {
        var claims = new JwtClaims();
        claims.setSubject("test-admin");
        claims.setStringListClaim("roles", "admin");
        claims.setNotBefore(NumericDate.fromSeconds(4_000_000_000L));
        claims.setExpirationTime(NumericDate.fromSeconds(4_100_000_000L));
        return TestTokens.sign(claims);
    }

    private Response send(String route, Rule rule, String caller) {
        rows.run("DELETE FROM book_assignments WHERE dcs_book_id = 2");
        var request = given().noFilters().urlEncodingEnabled(false).redirects().follow(false);
        if (!caller.equals("no token")) {
            request.header("Authorization", "Bearer " + tokens.get(caller));
        }
        if (rule.body() != null) {
            @SuppressWarnings("unchecked")
            var body = new LinkedHashMap<>((Map<String, Object>) rule.body().get());
            if (caller.equals("service") && route.endsWith("book-assignments")) {
                body.put("assigned_by", admin);
            }
            request.contentType("application/json").body(body);
        }
        return request.request(route.substring(0, route.indexOf(' ')), rule.path().get());
    }

    private static void check(String route, Response answer, List<String> wrong) {
        var challenge = answer.header("WWW-Authenticate");
        var status = answer.statusCode();
        if (!answer.contentType().startsWith("application/problem+json")) {
            wrong.add(route + ": " + status + " is no problem");
        }
        if ((status == 401 || status == 403) != (challenge != null)) {
            wrong.add(route + ": " + status + " with WWW-Authenticate: " + challenge);
        }
    }

    private String assignment() {
        return "/assignments/" + rows.assignment(teacher, 4, activity);
    }

    private Object homework(Map<String, Object> more) {
        var body = new LinkedHashMap<String, Object>(more);
        body.putAll(Map.of("teacher_id", teacher, "book_id", 4, "name", "Homework"));
        return body;
    }

    private void rule(String route, String path, int... statuses) {
        rule(route, () -> path, null, statuses);
    }

    private void rule(String route, String path, Supplier<Object> body, int... statuses) {
        rule(route, () -> path, body, statuses);
    }

    private void rule(String route, Supplier<String> path, Supplier<Object> body, int... statuses) {
        assertEquals(CALLERS.size(), statuses.length, route);
        rules.put(route, new Rule(path, body, statuses));
    }
}
