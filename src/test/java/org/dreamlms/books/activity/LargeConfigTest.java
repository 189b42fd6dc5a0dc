package org.dreamlms.books.activity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.UUID;
import org.dreamlms.books.TestTokens;
import org.dreamlms.books.rows.RowsTest;
import org.junit.jupiter.api.Test;

/** Nobody has to hold what an answer would be too large with: its place says so. */
@QuarkusTest
class LargeConfigTest extends RowsTest {

    private UUID activity(int order, int bytes) {
        var id = rows.activity(4, "circle", order);
        rows.run(
                "UPDATE activities SET page_number = 8, config_json = json_build_object('text',"
                        + " repeat('x', ?)) WHERE id = ?",
                bytes,
                id);
        return id;
    }

    private static ValidatableResponse get(String path) {
        return given().noFilters()
                .header("Authorization", "Bearer " + TestTokens.of("service"))
                .get(path)
                .then()
                .statusCode(200);
    }

    @Test
    void aConfigThatIsTooLargeIsLeftOutWhereverItIsAskedFor() {
        var id = activity(0, 5_000_000);
        get("/activities/" + id).body("config_json", equalTo(truncated()));
        get("/assignments/activities/" + id + "/preview").body("config_json", equalTo(truncated()));
        var assignment = rows.assignment(teacher, 4, id);
        for (var kind : new String[] {"preview", "for-edit"}) {
            get("/assignments/" + assignment + "/" + kind)
                    .body("activities[0].config_json", equalTo(truncated()));
        }
        get("/books/4/pages/8/activities").body("[0].config_json", equalTo(truncated()));
        get("/books/4/pages/detail")
                .body(
                        "pages.activities.flatten().findAll { it.id == '%s' }.config[0]"
                                .formatted(id),
                        equalTo(truncated()));
    }

    private static Map<String, Object> truncated() {
        return Map.of("truncated", true);
    }

    @Test
    void ofSeveralTheFirstAreThere() {
        var ids =
                new UUID[] {activity(0, 2_000_000), activity(1, 2_000_000), activity(2, 1_000_000)};
        var assignment = rows.assignment(teacher, 4, ids);
        get("/assignments/" + assignment + "/preview")
                .body("activities", hasSize(3))
                .body("activities[0].config_json", hasKey("text"))
                .body("activities[1].config_json", hasKey("text"))
                .body("activities[2].config_json", equalTo(truncated()));
        get("/activities/" + ids[0]).body("config_json", hasKey("text"));
    }
}
