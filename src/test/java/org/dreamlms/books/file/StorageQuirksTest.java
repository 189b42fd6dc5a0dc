package org.dreamlms.books.file;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.LogLines;
import org.dreamlms.books.standin.Fault;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is odd about DCS's storage does not show. */
@ExpectedLog({"dcs.DcsProblems", "dcs.file.LinkHosts"})
@QuarkusTest
class StorageQuirksTest extends ContentTest {

    @TestHTTPResource(value = "/q/metrics", management = true)
    URI management;

    private static final String TURKISH = "%C5%9Fark%C4%B1%20%C4%9F.mp3";

    @Test
    void nobodyNoticesTheConnectionThatDiesAfterA304() {
        var file = StandInFile.of("abc");
        var path = "/books/%d/media/a.mp3".formatted(newBook("a.mp3", file));
        answer(path).statusCode(200);
        dcs.resetCalls();
        for (int i = 0; i < 10; i++) {
            answer(path, "If-None-Match", file.etag()).statusCode(304);
            answer(path).statusCode(200).body(equalTo("abc"));
        }
        assertEquals(20, dcs.calls("object"), "none had to be sent twice");
    }

    @Test
    void listsOfTagsAndWeakTagsAndAStarAreUnderstoodToo() {
        var file = StandInFile.of("abc");
        var path = "/books/%d/media/a.mp3".formatted(newBook("a.mp3", file));
        answer(path, "If-None-Match", "\"x\", " + file.etag()).statusCode(304);
        answer(path, "If-None-Match", "W/" + file.etag()).statusCode(304);
        answer(path, "If-None-Match", "*").statusCode(304);
        answer(path, "If-None-Match", "\"x\", \"y\"").statusCode(200);
        given().header("If-None-Match", file.etag()).head(path).then().statusCode(304);
    }

    @Test
    void namesOutsideLatin1Come() {
        var id = newBook("audio/şarkı ğ.mp3", StandInFile.of("0123456789"));
        var path = "/books/" + id + "/media/audio/" + TURKISH;
        answer(path)
                .statusCode(200)
                .header("Content-Type", "audio/mpeg")
                .header(
                        "Content-Disposition",
                        "inline; filename=\"_ark_ _.mp3\";"
                                + " filename*=UTF-8''%C5%9Fark%C4%B1%20%C4%9F.mp3")
                .body(equalTo("0123456789"));
        answer(path, "Range", "bytes=8-20")
                .statusCode(206)
                .header("Content-Range", "bytes 8-9/10")
                .body(equalTo("89"));
        answer(path, "Range", "bytes=10-").statusCode(416);
        given().urlEncodingEnabled(false)
                .head(path)
                .then()
                .statusCode(200)
                .header("Content-Length", "10");
        answer("/books/" + id + "/media/audio/%C5%9F.mp3").statusCode(404);
        assertEquals(0, dcs.calls("object"));
    }

    @Test
    void thePresignedLinkSeesNoTokenAndNobodySeesIt() {
        var id = newBook("ş.mp3", StandInFile.of("abc"));
        var path = "/books/" + id + "/media/%C5%9F.mp3";
        answer(path).statusCode(200);
        var seen = dcs.requests("presignedObject");
        assertFalse(seen.get(0).headers().containsKey("authorization"));
        dcs.faults().always("presignedObject", Fault.serverError());
        answer(path).statusCode(503).body(not(containsString("dcs-objects")));
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:1/x", "file:///etc/passwd", "ftp://example.org/x", "nonsense"})
    void aLinkThatLeadsNowhereIsAProblemWithoutDetails(String url) {
        var id = newBook("ş.mp3", StandInFile.of("abc"));
        var answer = new JsonObject().put("url", url).put("expires_in", 60).encode();
        dcs.faults().always("presigned", Fault.answering(200, "application/json", answer));
        var status = answer("/books/" + id + "/media/%C5%9F.mp3").extract();
        assertTrue(status.statusCode() == 502 || status.statusCode() == 503);
        assertFalse(status.body().asString().contains(url));
    }

    /** The address of DCS itself is one of ours, too: only its own port is allowed. */
    @ParameterizedTest
    @CsvSource({
        "/q/metrics, false",
        "/q/metrics, true",
        "http://localhost:1/x, false",
        "http://169.254.169.254/latest/meta-data/, false"
    })
    void aLinkToAnotherHostIsNotFollowed(String target, boolean byNumber) {
        var url = target;
        if (target.startsWith("/")) {
            url = management.resolve(target).toString();
            url = byNumber ? url.replace("localhost", "127.0.0.1") : url;
        }
        var id = newBook("ş.mp3", StandInFile.of("abc"));
        var answer = new JsonObject().put("url", url).put("expires_in", 60).encode();
        dcs.faults().always("presigned", Fault.answering(200, "application/json", answer));
        try (var log = LogLines.of("org.dreamlms.books.dcs")) {
            answer("/books/" + id + "/media/%C5%9F.mp3").statusCode(502);
            var host = URI.create(url).getRawAuthority();
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("leads to"))
                    .allMatch(line -> line.contains("DCS_BOOKS_DCS_LINK_HOSTS"))
                    .allMatch(line -> line.contains(host));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://minio_storage:9000/dcs-objects/x?X-Amz-Expires=60, 200",
        "http://minio_storage:9000@example.org/x, 502"
    })
    void aLinkMayLeadToAContainerButNotSomewhereElse(String url, int status) {
        var id = newBook("a.mp3", StandInFile.of("abc"));
        var answer = new JsonObject().put("url", url).put("expires_in", 60).encode();
        dcs.faults().always("presigned", Fault.answering(200, "application/json", answer));
        answer("/books/" + id + "/assets/presigned?path=a.mp3&expires=60")
                .statusCode(status)
                .body("url", status == 200 ? equalTo(url) : nullValue());
    }

    @Test
    void redirectsAreNotFollowed() {
        var id = newBook("a.mp3", StandInFile.of("abc"));
        var redirect =
                (Fault)
                        (request, vertx, answer) ->
                                request.response()
                                        .setStatusCode(307)
                                        .putHeader("location", dcs.url() + "/health")
                                        .end();
        dcs.faults().next(1, "object", redirect);
        answer("/books/" + id + "/media/a.mp3").statusCode(502);
        assertEquals(0, dcs.calls("health"));
    }

    @Test
    void octetStreamsAreCalledWhatTheyAre() {
        var id =
                newBook(
                        Map.of(
                                "a.pdf", StandInFile.of("x"),
                                "a.srt", StandInFile.of("x"),
                                "a.vtt", StandInFile.of("x"),
                                "a.MP4", StandInFile.of("x"),
                                "a.html", StandInFile.of("x"),
                                "noext", StandInFile.of("x"),
                                "a.svg", StandInFile.of("<svg/>")));
        var base = "/books/" + id + "/assets/";
        answer(base + "a.pdf").header("Content-Type", "application/pdf");
        answer(base + "a.srt").header("Content-Type", containsString("text/plain"));
        answer(base + "a.vtt").header("Content-Type", containsString("text/vtt"));
        answer(base + "a.MP4").header("Content-Type", "video/mp4");
        answer(base + "noext").header("Content-Type", "application/octet-stream");
        answer(base + "a.html")
                .header("Content-Type", "application/octet-stream")
                .header("Content-Disposition", "attachment; filename=\"a.html\"");
        answer(base + "a.svg")
                .header("Content-Type", "image/svg+xml")
                .header("Content-Security-Policy", containsString("sandbox"));
    }

    @Test
    void namesOfPublishersAndBooksMayHoldAnything() {
        answer("/books/6/assets/images/book_cover.png").statusCode(200);
        answer("/books/6/videos").statusCode(200);
        answer("/books/23/cover").statusCode(200);
        answer("/books/23/config").statusCode(200);
        answer("/books/23/assets/presigned?path=config.json")
                .statusCode(200)
                .body("content_type", equalTo("application/json"));
        answer("/books/24/pages").statusCode(200);
    }

    @Test
    void missingFilesAndBooksAre404() {
        var id = newBook("a.mp3", StandInFile.of("abc"));
        answer("/books/" + id + "/media/A.mp3")
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", equalTo("File not found in DCS"));
        answer("/books/" + id + "/assets/a.png").statusCode(404);
        answer("/books/999999/cover")
                .statusCode(404)
                .body("detail", equalTo("Book 999999 not found in DCS"));
        answer("/books/11/cover").statusCode(404);
        answer("/books/x/cover").statusCode(400);
        answer("/books/99999999999/media/a.mp3").statusCode(400);
    }

    @Test
    void linksAreGivenForTheTimeAskedFor() {
        var id = newBook("audio/a.mp3", StandInFile.of("abc"));
        var base = "/books/" + id + "/assets/presigned";
        var link =
                answer(base + "?path=audio/a.mp3&expires=60")
                        .statusCode(200)
                        .header("Cache-Control", "no-store")
                        .body("expires_in_seconds", equalTo(60))
                        .body("content_type", equalTo("audio/mpeg"))
                        .extract()
                        .<String>path("url");
        given().urlEncodingEnabled(false).get(link).then().statusCode(200);
        answer(base + "/?path=audio/a.mp3").statusCode(200);
        answer(base).statusCode(400);
        answer(base + "?path=audio/a.mp3&expires=59").statusCode(400);
        answer(base + "?path=audio/a.mp3&expires=86401").statusCode(400);
    }

    @Test
    void aTransferIsNotCutByAFlakyStart() {
        var id = newBook("a.mp3", StandInFile.of("abc"));
        dcs.faults().next(1, "object", Fault.reset());
        answer("/books/" + id + "/media/a.mp3").statusCode(200).body(equalTo("abc"));
        dcs.faults().next(1, "object", Fault.unauthorized());
        answer("/books/" + id + "/media/a.mp3").statusCode(200).body(equalTo("abc"));
    }

    @Test
    void imagesGoOnBeingAnsweredWhileDcsIsDown() {
        var image = StandInFile.of("not really a png");
        var id = newBook("a.png", image);
        answer("/books/" + id + "/assets/a.png").statusCode(200);
        dcs.faults().always("*", Fault.drop());
        answer("/books/" + id + "/assets/a.png")
                .statusCode(200)
                .header("Cache-Status", containsString("hit"));
        answer("/books/" + id + "/assets/a.png", "If-None-Match", image.etag()).statusCode(304);
        assertEquals(1, dcs.calls("object"));
    }

    @Test
    void imagesThatAreTooLargeForMemoryAreStreamed() {
        var large = StandInFile.virtual(ImageCache.MAX_BYTES + 1);
        var id = newBook("a.png", large);
        var bytes =
                answer("/books/" + id + "/assets/a.png").statusCode(200).extract().asByteArray();
        assertEquals(large.size(), bytes.length);
        answer("/books/" + id + "/assets/a.png", "Range", "bytes=-1")
                .statusCode(206)
                .header("Cache-Status", containsString("bypass"));
    }
}
