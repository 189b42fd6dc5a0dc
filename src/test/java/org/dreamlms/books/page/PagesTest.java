package org.dreamlms.books.page;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasLength;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.file.ContentTest;
import org.dreamlms.books.standin.Fault;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.Test;

@ExpectedLog("page")
@QuarkusTest
class PagesTest extends ContentTest {

    @Inject BookConfigs configs;

    @Test
    void theConfigComesAsItIsAndFromMemory() {
        var json = "{\"modules\": [ ]}";
        var id = newBook("config.json", StandInFile.of(json));
        var first = answer("/books/%d/config".formatted(id)).statusCode(200).body(equalTo(json));
        var etag = first.extract().header("ETag");
        answer("/books/%d/config".formatted(id), "If-None-Match", etag).statusCode(304);
        answer("/books/%d/pages".formatted(id)).statusCode(200);
        assertEquals(1, dcs.calls("object"));
    }

    @Test
    void aMissingConfigIs404AndABrokenOne502() {
        for (var route :
                List.of("config", "pages", "pages/detail", "structure", "pages/1/activities")) {
            answer("/books/19/" + route)
                    .statusCode(404)
                    .body("detail", equalTo("config.json not found"));
            answer("/books/17/" + route)
                    .statusCode(502)
                    .body("detail", equalTo("config.json is invalid"));
            answer("/books/18/" + route).statusCode(502);
            answer("/books/999999/" + route)
                    .statusCode(404)
                    .body("detail", equalTo("Book 999999 not found in DCS"));
        }
    }

    private static void imported(int book) {
        given().post("/books/" + book + "/import-activities").then().statusCode(200);
    }

    @Test
    void pagesWithActivitiesStandByModule() {
        imported(4);
        answer("/books/4/pages")
                .statusCode(200)
                .header("Cache-Control", "private, no-cache")
                .body("book_id", equalTo(4))
                .body("modules.name", equalTo(List.of("M1", "M2", "M3", "M4")))
                .body("total_pages", equalTo(18))
                .body("total_activities", equalTo(53))
                .body("warnings", empty())
                .body("modules[0].pages[0].page_number", equalTo(8))
                .body(
                        "modules[0].pages[0].thumbnail_url",
                        equalTo("/books/4/assets/images/HB/modules/M1/pages/08.png"));
        answer("/books/4/assets/images/HB/modules/M1/pages/08.png").statusCode(200);
    }

    @Test
    void detailsHoldAllThatIsOnAPage() {
        imported(4);
        var details = answer("/books/4/pages/detail").statusCode(200);
        details.body("pages", hasSize(20))
                .body("total_activities", equalTo(53))
                .body("modules.first_page_index", equalTo(List.of(0, 5, 10, 15)))
                .body("pages.activities.flatten()", hasSize(53))
                .body("pages.image_url", everyItem(startsWith("/books/4/assets/")))
                .body("pages.audio.flatten().src", not(empty()))
                .body("pages.video.flatten().src", hasItem("/books/4/media/videos/Işık ve Çağ.mp4"))
                .body("pages.fill_answers.flatten().text", hasItem("answer 1"))
                .body("pages.not_imported.flatten()", empty());
    }

    @Test
    void thePagesInTheirModulesStayForClientsOfBefore() {
        imported(4);
        var details = answer("/books/4/pages/detail").statusCode(200);
        details.body("modules.pages.flatten().activities.flatten()", hasSize(53))
                .body(
                        "modules.pages.flatten().image_url",
                        everyItem(startsWith("/books/4/assets/")))
                .body("modules.pages.flatten().audio.flatten().url", not(empty()))
                .body(
                        "modules.pages.flatten().fill.flatten().answers.flatten().text",
                        hasItem("answer 1"))
                .body("modules[0].pages[0].activities[0].coords.w", notNullValue());
        List<String> films = details.extract().path("modules.pages.flatten().video.flatten().url");
        List<String> subtitles =
                details.extract().path("modules.pages.flatten().video.flatten().subtitles_url");
        assertTrue(films.size() > 1);
        films.forEach(url -> answer(url).statusCode(200).contentType("video/mp4"));
        subtitles.forEach(url -> answer(url).statusCode(200).body(containsString("Merhaba")));
    }

    @Test
    void thePagesComeWithoutSubtitlesWhenTheTreeDoesNot() {
        var id =
                newBook(
                        "config.json",
                        StandInFile.of(
                                "{\"modules\":[{\"name\":\"M\",\"pages\":[{\"page_number\":1,\"sections\":[{\"type\":\"video\",\"video_path\":\"v.mp4\"}]}]}]}"));
        dcs.faults().always("tree", Fault.serverError());
        answer("/books/" + id + "/pages/detail")
                .statusCode(200)
                .body("modules[0].pages[0].video[0].url", equalTo("/books/" + id + "/media/v.mp4"));
    }

    @Test
    void theActivitiesOfAPageAreABareArray() {
        imported(4);
        answer("/books/4/pages/8/activities")
                .statusCode(200)
                .body("$", hasSize(3))
                .body("[0].id", hasLength(36))
                .body("[0].order_index", equalTo(81))
                .body("[0].module_name", equalTo("M1"))
                .body("[0].config_json.type", notNullValue());
        answer("/books/4/pages/8/activities?module_name=M1").body("$", hasSize(3));
        answer("/books/4/pages/8/activities?module_name=M2").statusCode(200).body("$", empty());
        answer("/books/4/pages/999/activities").statusCode(200).body("$", empty());
        answer("/books/4/pages/x/activities").statusCode(400);
    }

    @Test
    void theStructureNamesEveryActivityOnce() {
        imported(4);
        List<String> ids =
                answer("/books/4/structure")
                        .statusCode(200)
                        .body("total_activities", equalTo(53))
                        .extract()
                        .path("modules.pages.flatten().activity_ids.flatten()");
        assertEquals(53, ids.size());
        assertEquals(53, ids.stream().distinct().count());
    }

    @Test
    void pageImagesComeByNumber() {
        answer("/books/4/page-image/8").statusCode(200).contentType("image/png");
        answer("/books/4/page-image/8?module_name=M2").statusCode(404);
        answer("/books/4/page-image/999").statusCode(404);
        given().head("/books/4/page-image/8").then().statusCode(200);
    }

    @Test
    void theVideosAreThoseOfConfigJson() {
        answer("/books/4/videos")
                .statusCode(200)
                .body("book_id", equalTo(4))
                .body("total_count", equalTo(5))
                .body("videos.path", hasItem("videos/Işık ve Çağ.mp4"))
                .body("videos.name", hasItem("Işık ve Çağ.mp4"))
                .body("videos.has_subtitles", everyItem(equalTo(true)))
                .body("videos[0].size_bytes", notNullValue());
        answer("/books/" + newBook(Map.of("videos/a.mp4", StandInFile.of("x"))) + "/videos")
                .statusCode(200)
                .body("total_count", equalTo(0));
        answer("/books/17/videos").statusCode(200).body("total_count", equalTo(0));
    }

    @Test
    void theImportSeesAnUploadAtOnce() {
        var id = newBook("config.json", StandInFile.of("{\"modules\":[]}"));
        answer("/books/" + id + "/config").body("modules", empty());
        var folder = dcs.folder(id).orElseThrow();
        dcs.files()
                .put(folder + "/config.json", StandInFile.of("{\"modules\":[{\"name\":\"New\"}]}"));
        var config = configs.latest(id).await().atMost(Duration.ofMinutes(3));
        assertEquals("New", config.modules().get(0).name());
        answer("/books/" + id + "/config").body("modules[0].name", equalTo("New"));
    }

    @Test
    void publishersAndTheirLogos() {
        answer("/publishers/1")
                .statusCode(200)
                .body("name", equalTo("Universal ELT"))
                .body("display_name", equalTo("Universal English Language Teaching"))
                .body("logo_url", equalTo("/publishers/1/logo"));
        answer("/publishers/1/logo")
                .statusCode(200)
                .contentType("image/png")
                .header("ETag", notNullValue());
        answer("/publishers/2/logo")
                .statusCode(404)
                .body("detail", equalTo("Logo not found in DCS"));
        answer("/publishers/99").statusCode(404);
        answer("/publishers/0").statusCode(400);
        answer("/publishers/99999999999/logo").statusCode(400);
    }
}
