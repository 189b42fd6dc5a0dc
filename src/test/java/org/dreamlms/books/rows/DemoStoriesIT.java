package org.dreamlms.books.rows;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The packaged service on the data of dev mode: what people try there first, the examples of the
 * OpenAPI document, and the client in TypeScript. The examples come last, since they delete.
 */
@QuarkusIntegrationTest
@TestProfile(DemoDatabase.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoStoriesIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** As Swagger UI lays an example out. */
    private static final DefaultPrettyPrinter PRETTY =
            new DefaultPrettyPrinter()
                    .withSeparators(
                            Separators.createDefaultInstance()
                                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER));

    private static final String ADMIN = "00000000-0000-4000-8000-000000000001";
    private static final String TEACHER = "00000000-0000-4000-8000-000000000002";
    private static final String STUDENT = "00000000-0000-4000-8000-000000000003";
    private static final String CLASS = "00000000-0000-4000-8000-000000000070";

    /** Where {@code .ci/run} builds it. */
    private static final Path CLIENT = Path.of("target/typescript-client");

    private static RequestSpecification as(String user) {
        return given().header("Authorization", "Bearer " + LmsToken.of(user))
                .contentType(ContentType.JSON);
    }

    /** From the structure of a book to the class, and to what a student sees. */
    @Test
    @Order(1)
    void aTeacherGivesTwoActivitiesToAClass() {
        as(STUDENT).get("/books/4").then().statusCode(404);
        List<String> ids =
                as(TEACHER)
                        .get("/books/4/structure")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("modules[0].activity_ids");
        var chosen = ids.subList(0, 2);
        var id =
                as(TEACHER)
                        .body(
                                Map.of(
                                        "book_id",
                                        4,
                                        "name",
                                        "Two to begin with",
                                        "class_ids",
                                        List.of(CLASS),
                                        "activity_ids",
                                        chosen))
                        .post("/assignments/")
                        .then()
                        .statusCode(201)
                        .body("student_count", equalTo(4))
                        .body("activities.id", equalTo(chosen))
                        .extract()
                        .<String>path("id");
        as(TEACHER)
                .get("/assignments/?limit=1")
                .then()
                .body("items[0].id", equalTo(id))
                .body("items[0].not_started", equalTo(4));
        await().untilAsserted(
                        () ->
                                as(STUDENT)
                                        .get("/books/4")
                                        .then()
                                        .statusCode(200)
                                        .body("title", equalTo("BRAINS")));
        as(STUDENT).get("/books/4/pages/detail").then().statusCode(200);
        as(TEACHER).delete("/assignments/" + id).then().statusCode(204);
    }

    @Test
    @Order(2)
    void theClientInTypeScriptWorks() throws Exception {
        assumeTrue(Files.exists(CLIENT.resolve("dist/index.js")), "npm has not built it");
        var log = Path.of("target/typescript-client.log");
        var builder =
                new ProcessBuilder("node", "--test", "test/client.test.mjs")
                        .directory(CLIENT.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().put("BASE_URL", RestAssured.baseURI + ":" + RestAssured.port);
        builder.environment().put("TEACHER", LmsToken.of(TEACHER));
        assertThat(builder.start().waitFor()).as(Files.readString(log)).isZero();
    }

    /** As Swagger UI sends them, one after the other, what deletes last. */
    @Test
    @Order(3)
    void theExamplesOfTheDocumentWork() throws IOException {
        var document =
                MAPPER.readTree(
                        given().get(PackagedDatabase.management("/q/openapi?format=json"))
                                .asString());
        var operations = new ArrayList<Operation>();
        document.path("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .properties()
                                        .forEach(
                                                operation ->
                                                        operations.add(
                                                                new Operation(
                                                                        path.getKey(),
                                                                        operation.getKey(),
                                                                        operation.getValue()))));
        operations.sort(Comparator.comparing(operation -> operation.method.equals("delete")));
        var failed = new ArrayList<String>();
        for (var operation : operations) {
            var answer = operation.send();
            if (answer.statusCode() >= 300) {
                failed.add(operation.path + " " + operation.method + ": " + answer.asString());
            }
        }
        assertThat(operations).hasSizeGreaterThan(30);
        assertThat(failed).isEmpty();
    }

    private record Operation(String path, String method, JsonNode described) {

        Response send() throws IOException {
            var request = as(ADMIN);
            for (var parameter : described.path("parameters")) {
                if (parameter.has("example")) {
                    add(request, parameter);
                }
            }
            var example = described.at("/requestBody/content/application~1json/example");
            if (!example.isMissingNode()) {
                var body = MAPPER.writer(PRETTY).writeValueAsString(example);
                request.body(body.getBytes(StandardCharsets.UTF_8));
            }
            return request.request(method.toUpperCase(Locale.ROOT), path);
        }

        private static void add(RequestSpecification request, JsonNode parameter) {
            var name = parameter.path("name").asText();
            var value = parameter.path("example").asText();
            switch (parameter.path("in").asText()) {
                case "path" -> request.pathParam(name, value);
                case "query" -> request.queryParam(name, value);
                default -> request.header(name, value);
            }
        }
    }
}
