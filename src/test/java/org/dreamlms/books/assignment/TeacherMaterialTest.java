package org.dreamlms.books.assignment;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.dreamlms.books.rows.LmsDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An assignment has materials of its own teacher, and of nobody else. */
@QuarkusTest
@TestProfile(LmsDatabase.class)
class TeacherMaterialTest extends AssignmentsTest {

    private static final String NAMED = "resources.teacher_materials[%d].material_id";

    private UUID own;
    private UUID foreign;

    @BeforeEach
    void materials() {
        own = rows.material(teacher, "Leaf chart");
        foreign = rows.material(rows.teacher(school), "Not yours");
    }

    /** Name and type are the table's, and nothing else that the client says is kept. */
    @Test
    void theTeachersOwnIsStored() {
        made(own);
        assertEquals(
                "{\"videos\":[],\"teacher_materials\":[{\"type\":\"teacher_material\",\"material_id\":\""
                        + own
                        + "\",\"name\":\"Leaf chart\",\"material_type\":\"document\"}]}",
                rows.text("SELECT resources FROM assignments"));
    }

    @Test
    void anotherTeachersIsNotFoundLikeOneThatDoesNotExist() {
        var nothing = UUID.randomUUID();
        create(own, foreign, nothing)
                .statusCode(422)
                .body("errors.field", contains(NAMED.formatted(1), NAMED.formatted(2)))
                .body("errors.message", contains("not found", "not found"));
        assertEquals("0", rows.text("SELECT count(*) FROM assignments"));
    }

    @Test
    void norInBulk() {
        var body = body(resources(foreign));
        body.put(
                "date_groups",
                List.of(
                        Map.of(
                                "scheduled_publish_date",
                                "2031-01-01T00:00:00Z",
                                "activity_ids",
                                List.of(first))));
        given().contentType("application/json")
                .body(body)
                .post("/assignments/bulk")
                .then()
                .statusCode(422)
                .body("errors.field", contains(NAMED.formatted(0)));
        assertEquals("0", rows.text("SELECT count(*) FROM assignments"));
    }

    @Test
    void norInAChange() {
        var id = made(own);
        patch(id, resources(own, foreign))
                .statusCode(422)
                .body("errors.field", contains(NAMED.formatted(1)));
        patch(id, resources()).statusCode(200).body("resources.teacher_materials", hasSize(0));
    }

    @Test
    void withoutTheTableThereAreNone() {
        rows.run("ALTER TABLE teacher_materials RENAME TO elsewhere");
        try {
            create(own).statusCode(422).body("errors.field", contains(NAMED.formatted(0)));
            create().statusCode(201);
        } finally {
            rows.run("ALTER TABLE elsewhere RENAME TO teacher_materials");
        }
    }

    /** The screen sends it back as it got it. */
    @Test
    void oneThatWasDeletedMeanwhileMayStay() {
        var id = made(own);
        rows.run("DELETE FROM teacher_materials WHERE id = ?", own);
        patch(id, resources(own)).statusCode(200);
        preview(id)
                .body("resources.teacher_materials.material_id", contains(own.toString()))
                .body("resources.teacher_materials.name", contains("Leaf chart"))
                .body("resources.teacher_materials.material_type", contains("document"))
                .body("resources.teacher_materials.is_available", contains(false))
                .body("resources.teacher_materials.download_url", contains(nullValue()))
                .body("resources.teacher_materials.file_size", contains(nullValue()));
    }

    /** From before they were looked at: the screen sends back what it got. */
    @Test
    void anothersThatIsStoredAlreadyMayStayAndIsNotShown() {
        var id = made();
        rows.run(
                "UPDATE assignments SET resources = cast(? AS json)",
                "{\"teacher_materials\": [{\"material_id\": \"%s\", \"name\": \"x\"}]}"
                        .formatted(foreign));
        preview(id)
                .body("resources.videos", hasSize(0))
                .body("resources.teacher_materials.type", contains("teacher_material"))
                .body("resources.teacher_materials.name", contains("x"))
                .body("resources.teacher_materials.is_available", contains(false))
                .body("resources.teacher_materials.file_size", contains(nullValue()))
                .body("resources.teacher_materials.download_url", contains(nullValue()));
        patch(id, resources(own, foreign)).statusCode(200);
        preview(id)
                .body("resources.teacher_materials.name", contains("Leaf chart", "x"))
                .body("resources.teacher_materials.is_available", contains(true, false));
        patch(id, resources()).statusCode(200);
        patch(id, resources(foreign))
                .statusCode(422)
                .body("errors.field", contains(NAMED.formatted(0)));
    }

    @Test
    void theyAreShownAsTheyAreNow() {
        var id = made(own);
        rows.run("UPDATE teacher_materials SET name = 'Chart' WHERE id = ?", own);
        for (var route : List.of("/preview", "/for-edit")) {
            when().get("/assignments/" + id + route)
                    .then()
                    .statusCode(200)
                    .body("resources.teacher_materials.type", contains("teacher_material"))
                    .body("resources.teacher_materials.name", contains("Chart"))
                    .body("resources.teacher_materials.is_available", contains(true))
                    .body("resources.teacher_materials.file_size", contains(48211))
                    .body("resources.teacher_materials.mime_type", contains("application/pdf"))
                    .body(
                            "resources.teacher_materials.download_url",
                            contains("/api/v1/teachers/materials/" + own + "/download"));
        }
        rows.run("UPDATE teacher_materials SET storage_path = NULL, url = 'https://x.example'");
        preview(id)
                .body("resources.teacher_materials.download_url", contains(nullValue()))
                .body("resources.teacher_materials.url", contains("https://x.example"));
    }

    @Test
    void whatCanNotBeReadIsEmpty() {
        var id = made(own);
        for (var odd : List.of("[]", "7", "{\"videos\": 7, \"teacher_materials\": [1, {}]}")) {
            rows.run("UPDATE assignments SET resources = cast(? AS json)", odd);
            preview(id)
                    .body("resources.videos", hasSize(0))
                    .body("resources.teacher_materials", hasSize(0));
        }
        patch(id, new HashMap<>(java.util.Collections.singletonMap("resources", null)))
                .statusCode(200)
                .body("resources", nullValue());
        preview(id).body("resources", nullValue());
    }

    /** A row of the LMS may hold any number of bytes. */
    @Test
    void moreThanHalfAMegabyteIsNotRead() {
        var id = made(own);
        rows.run(
                "UPDATE assignments SET instructions = repeat('x', 3000000), resources ="
                        + " json_build_object('videos', json_build_array(), 'x', repeat('x', 3000000))");
        var one = when().get("/assignments/" + id);
        assertThat(one.asByteArray()).hasSizeLessThan(110_000);
        one.then().statusCode(200).body("resources", equalTo(Map.of("truncated", true)));
        when().get("/assignments?include=resources")
                .then()
                .statusCode(200)
                .body("items.resources.truncated", contains(true))
                .body("truncated", equalTo(false));
        preview(id).body("resources.videos", hasSize(0));
        when().get("/assignments/" + id + "/for-edit").then().statusCode(200);
        patch(id, resources(own))
                .statusCode(422)
                .body("errors.field", contains("resources"))
                .body("errors.message", contains(containsString("can't be changed")));
        patch(id, new HashMap<>(Map.of("name", "Other"))).statusCode(200);
        assertThat(rows.text("SELECT octet_length(resources::text) FROM assignments"))
                .as("what is not sent stays")
                .startsWith("30000");
        assertThat(rows.text("SELECT length(instructions) FROM assignments")).isEqualTo("3000000");
        patch(id, new HashMap<>(java.util.Collections.singletonMap("resources", null)))
                .statusCode(200)
                .body("resources", nullValue());
    }

    @Test
    void moreCanNotBeStoredEither() {
        var films =
                IntStream.range(0, 1_000)
                        .mapToObj(
                                i ->
                                        Map.of(
                                                "path",
                                                "videos/%s%d.mp4".formatted("x".repeat(210), i)))
                        .toList();
        var fields = resources();
        fields.put("resources", Map.of("videos", films));
        patch(made(), fields)
                .statusCode(422)
                .body("errors.field", contains("resources"))
                .body("errors.message", contains("are more than 512 KB"));
    }

    @Test
    void theTextsOfMaterialsHaveABoundTogether() {
        var other = rows.material(teacher, "Another");
        var id = made(own, other);
        rows.run("UPDATE teacher_materials SET text_content = repeat('x', 600000)");
        preview(id)
                .body("resources.teacher_materials.is_available", contains(true, true))
                .body("resources.teacher_materials.text_content", hasItem(nullValue()))
                .body("resources.teacher_materials.text_content", hasItem(notNullValue()));
    }

    private String made(UUID... materials) {
        return create(materials).statusCode(201).extract().path("id");
    }

    private ValidatableResponse create(UUID... materials) {
        var fields = resources(materials);
        fields.put("activity_ids", List.of(first));
        return create(fields);
    }

    private static Map<String, Object> resources(UUID... materials) {
        var named =
                List.of(materials).stream()
                        .map(
                                id ->
                                        Map.of(
                                                "material_id",
                                                id,
                                                "name",
                                                "Mine",
                                                "material_type",
                                                "video",
                                                "file_size",
                                                1,
                                                "is_available",
                                                true))
                        .toList();
        return new HashMap<>(Map.of("resources", Map.of("teacher_materials", named)));
    }

    private static ValidatableResponse patch(String id, Map<String, Object> body) {
        return given().contentType("application/json")
                .body(body)
                .patch("/assignments/" + id)
                .then();
    }

    private static ValidatableResponse preview(String id) {
        return when().get("/assignments/" + id + "/preview").then().statusCode(200);
    }
}
