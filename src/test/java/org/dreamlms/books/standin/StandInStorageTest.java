package org.dreamlms.books.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stand-in's files are served as the real server was seen to serve them. */
class StandInStorageTest {

    private static final String BRAINS = DcsCaller.BRAINS;
    private static final String FOLDER = "Universal ELT/BRAINS/";
    private static final String TEN = "0123456789";

    private static StandInDcs dcs;
    private static DcsCaller caller;

    @BeforeAll
    static void start() {
        dcs = StandInDcs.start(0);
        caller = new DcsCaller(dcs);
    }

    @BeforeEach
    void reset() {
        dcs.reset();
        dcs.files().put(FOLDER + "audio/ten.mp3", StandInFile.of(TEN));
    }

    @AfterAll
    static void close() {
        dcs.close();
    }

    @Test
    void configOfBrainsHasThe53ActivitiesOfItsRow() throws Exception {
        var counts = new TreeMap<String, Object>();
        var sections = 0;
        var book = caller.object(BRAINS + "/config").getJsonArray("books").getJsonObject(0);
        for (var module : objects(book.getJsonArray("modules"))) {
            for (var page : objects(module.getJsonArray("pages"))) {
                var image = page.getString("image_path").replace("./books/BRAINS/", "");
                assertTrue(dcs.files().get(FOLDER + image).isPresent(), image);
                for (var section : objects(page.getJsonArray("sections"))) {
                    sections++;
                    var activity = section.getJsonObject("activity");
                    if (activity != null) {
                        counts.merge(activity.getString("type"), 1, (a, b) -> (int) a + (int) b);
                    }
                }
            }
        }
        var row = dcs.books().get(4).orElseThrow().getJsonObject("activity_details");
        assertEquals(new TreeMap<>(row.getMap()), counts);
        assertTrue(sections > 53);
    }

    @Test
    void configIsReserialisedAndHasNoTag() throws Exception {
        dcs.files().put(FOLDER + "config.json", StandInFile.of("{ \"books\" :\n [ ] }"));
        var answer = caller.get(BRAINS + "/config");
        assertEquals("{\"books\":[]}", answer.body());
        assertFalse(answer.headers().firstValue("etag").isPresent());
    }

    @Test
    void configCanBeMissingOrBroken() throws Exception {
        var universal = "/storage/books/Universal%20ELT/";
        var missing = caller.get("/storage/books/Dream%20Press/No%20Config/config");
        assertRefused(404, "config.json not found", missing);
        var broken = caller.get(universal + "Broken%20Config/config");
        assertRefused(502, "config.json is invalid", broken);
        var marked = caller.get(universal + "Marked%20Config/config");
        assertRefused(502, "config.json is invalid", marked);
    }

    @Test
    void treeHasFullKeysInOrder() throws Exception {
        var tree = caller.object("/storage/books/Dream%20Press/Story%20Time");
        assertEquals("folder", tree.getString("type"));
        var names = objects(tree.getJsonArray("children"));
        assertEquals("Dream Press/Story Time/config.json", names.get(0).getString("path"));
        assertEquals("file", names.get(0).getString("type"));
        assertTrue(names.get(0).getInteger("size") > 0);
        assertEquals(new JsonArray(), names.get(0).getJsonArray("children"));
        var images = objects(names.get(1).getJsonArray("children"));
        assertEquals("Dream Press/Story Time/images/HB/", images.get(0).getString("path"));
        assertEquals(2, images.size());
    }

    @Test
    void treeOfAnUnknownBookIsEmpty() throws Exception {
        var answer = caller.get("/storage/books/Nobody/Nothing");
        assertEquals(200, answer.statusCode());
        assertEquals(new JsonArray(), new JsonObject(answer.body()).getJsonArray("children"));
    }

    @Test
    void namesAreDecodedAndCaseSensitive() throws Exception {
        var turkish =
                "/storage/books/%C3%87%C4%B1nar%20Yay%C4%B1nlar%C4%B1/B%C3%BCy%C3%BCk%20Kitap";
        assertEquals(200, caller.get(turkish + "/config").statusCode());
        assertEquals(404, caller.get("/storage/books/universal%20elt/BRAINS/config").statusCode());
        assertRefused(404, "File not found", object("audio/TEN.mp3"));
    }

    @Test
    void coverHasATagAndIgnoresRanges() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(dcs.url() + BRAINS + "/cover"));
        request.header("Authorization", "Bearer " + caller.login()).header("Range", "bytes=0-1");
        var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
        assertEquals(200, answer.statusCode());
        var image = ImageIO.read(new ByteArrayInputStream(answer.body()));
        assertEquals(90, image.getWidth());
        assertEquals(0xd1495b, image.getRGB(5, 5) & 0xffffff);
        var headers = answer.headers();
        assertTrue(headers.firstValue("etag").orElseThrow().startsWith("\""));
        assertEquals(
                "public, max-age=86400, immutable",
                headers.firstValue("cache-control").orElseThrow());
        assertEquals(404, caller.get("/storage/books/Nobody/Nothing/cover").statusCode());
        dcs.files().remove(FOLDER + "images/book_cover.png");
        assertEquals(404, caller.get(BRAINS + "/cover").statusCode());
    }

    @ParameterizedTest
    @MethodSource
    void rangesAreAsTheRealOnes(String range, int status, String part, String contentRange)
            throws Exception {
        var answer = object("audio/ten.mp3", "Range", range, "If-Range", "\"other\"");
        assertEquals(status, answer.statusCode());
        assertEquals(contentRange, answer.headers().firstValue("content-range").orElse(null));
        if (part != null) {
            assertEquals(part, answer.body());
        }
    }

    static Stream<Arguments> rangesAreAsTheRealOnes() {
        return Stream.of(
                arguments("bytes=0-3", 206, "0123", "bytes 0-3/10"),
                arguments("bytes=7-", 206, "789", "bytes 7-9/10"),
                arguments("bytes=-2", 206, "89", "bytes 8-9/10"),
                arguments("bytes=5-9", 206, "56789", "bytes 5-9/10"),
                arguments("bytes=5-10", 416, null, "bytes */10"),
                arguments("bytes=10-", 416, null, "bytes */10"),
                arguments("bytes=-0", 416, null, "bytes */10"),
                arguments("bytes=1-2,5-6", 206, "12", "bytes 1-2/10"),
                arguments("lines=1-2", 200, TEN, null));
    }

    @ParameterizedTest
    @MethodSource
    void typesAndCachingFollowTheName(String name, String type, String caching) throws Exception {
        dcs.files().put(FOLDER + name, StandInFile.of(TEN));
        var headers = object(name).headers();
        assertEquals(type, headers.firstValue("content-type").orElseThrow());
        assertEquals(caching, headers.firstValue("cache-control").orElseThrow());
        assertEquals("bytes", headers.firstValue("accept-ranges").orElseThrow());
        assertEquals("10", headers.firstValue("content-length").orElseThrow());
        assertTrue(headers.firstValue("content-disposition").orElseThrow().contains(name));
    }

    static Stream<Arguments> typesAndCachingFollowTheName() {
        var open = "public, max-age=86400, immutable";
        var closed = "private, max-age=3600";
        return Stream.of(
                arguments("a b.png", "image/png", open),
                arguments("a.JPG", "image/jpeg", open),
                arguments("a.mp3", "audio/mpeg", open),
                arguments("a.mp4", "video/mp4", open),
                arguments("a.json", "application/json", closed),
                arguments("a.srt", "text/plain", closed),
                arguments("a.vtt", "text/vtt", closed),
                arguments("a.bin", "application/octet-stream", closed));
    }

    @Test
    void contentDispositionIsLatin1OrNothing() throws Exception {
        dcs.files().put(FOLDER + "Café ü.png", StandInFile.of(TEN));
        assertEquals(200, object("Café ü.png").statusCode());
        var crashed = object("audio/şarkı ğ.mp3");
        assertEquals(500, crashed.statusCode());
        assertEquals("Internal Server Error", crashed.body());
        assertEquals(404, object("audio/şarkı.mp3").statusCode());
    }

    @Test
    void after304TheConnectionIsDead() throws Exception {
        var tag = object("audio/ten.mp3").headers().firstValue("etag").orElseThrow();
        for (var other : List.of("*", "W/" + tag, tag + ", \"b\"")) {
            assertEquals(200, object("audio/ten.mp3", "If-None-Match", other).statusCode());
        }
        try (var socket = new RawConnection(dcs.port())) {
            var path = BRAINS + "/object?path=audio/ten.mp3";
            var token = "Authorization: Bearer " + caller.login();
            var answer = socket.ask("GET " + path, token, "If-None-Match: " + tag);
            assertTrue(answer.startsWith("HTTP/1.1 304"), answer);
            assertFalse(answer.toLowerCase().contains("connection:"), answer);
            assertEquals("", socket.ask("GET " + path, token));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/storage/books/Universal%20ELT/BRAINS/object?path=../x",
                "/storage/books/Universal%20ELT/BRAINS/object?path=a/%2e%2e/config.json",
                "/storage/books/Universal%20ELT/BRAINS/presigned?path=../x",
                "/storage/books/%2e%2e/BRAINS/config"
            })
    void noWayUp(String path) throws Exception {
        assertRefused(400, "Invalid path", caller.get(path));
    }

    @Test
    void presignedLinkNeedsNoTokenAndKnowsNoTypes() throws Exception {
        var name = URLEncoder.encode("audio/şarkı ğ.mp3", StandardCharsets.UTF_8);
        var link = caller.object(BRAINS + "/presigned?expires=60&path=" + name);
        assertEquals(60, link.getInteger("expires_in"));
        var url = link.getString("url");
        var request = caller.request("GET", url, null).header("Range", "bytes=39998-50000");
        var answer = caller.send(request);
        assertEquals(206, answer.statusCode());
        assertEquals(
                "bytes 39998-39999/40000", answer.headers().firstValue("content-range").orElse(""));
        assertEquals(
                "application/octet-stream", answer.headers().firstValue("content-type").orElse(""));
        assertEquals(403, caller.anonymous("GET", url + "x").statusCode());
        dcs.clock(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(62)));
        assertEquals(403, caller.anonymous("GET", url).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"expires=59", "expires=86401", "expires=x"})
    void presignedLinkLivesAMinuteToADay(String expires) throws Exception {
        var answer = caller.get(BRAINS + "/presigned?path=config.json&" + expires);
        assertEquals(422, answer.statusCode());
    }

    @Test
    void uploadReplacesTheFilesAndLeavesTheRow() throws Exception {
        var row = caller.get("/books/4").body();
        var tag = object("config.json").headers().firstValue("etag").orElseThrow();
        var zip = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("config.json"));
            out.write("{\"books\":[]}".getBytes(StandardCharsets.UTF_8));
        }
        var request =
                HttpRequest.newBuilder(URI.create(dcs.url() + "/books/4/upload"))
                        .header("Authorization", "Bearer " + caller.login())
                        .POST(BodyPublishers.ofByteArray(zip.toByteArray()));
        assertEquals(200, caller.send(request).statusCode());
        assertEquals(row, caller.get("/books/4").body());
        assertEquals("{\"books\":[]}", caller.get(BRAINS + "/config").body());
        var newTag = object("config.json").headers().firstValue("etag").orElseThrow();
        assertNotEquals(tag, newTag);
        assertEquals(404, object("audio/ten.mp3").statusCode());
    }

    @Test
    void filesAreMissingWhileAnUploadRuns() throws Exception {
        dcs.uploading(4, true);
        assertEquals(404, object("config.json").statusCode());
        dcs.uploading(4, false);
        assertEquals(200, object("config.json").statusCode());
    }

    @Test
    void filesStayBehindWhenABookIsRenamed() throws Exception {
        dcs.books().update(4, "book_name", "MINDS");
        var renamed = "/storage/books/Universal%20ELT/MINDS";
        assertEquals(404, caller.get(renamed + "/config").statusCode());
        assertEquals(200, caller.get(BRAINS + "/config").statusCode());
    }

    @Test
    void fileMayBeLargerThanMemory() throws Exception {
        var size = 300L << 20;
        dcs.files().put(FOLDER + "videos/long.mp4", StandInFile.virtual(size));
        dcs.files().put(FOLDER + "videos/huge.mp4", StandInFile.virtual(2L << 40));
        var request =
                caller.request("GET", BRAINS + "/object?path=videos/long.mp4", null)
                        .header("Authorization", "Bearer " + caller.login());
        var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            body.skipNBytes(size - 1);
            assertEquals(StandInFile.byteAt(size - 1), (byte) body.read());
            assertEquals(-1, body.read());
        }
        var end = object("videos/huge.mp4", "Range", "bytes=-1");
        assertEquals(
                "bytes 2199023255551-2199023255551/2199023255552",
                end.headers().firstValue("content-range").orElseThrow());
    }

    @Test
    void everyPathInTheConfigOfBrainsHasItsFile() {
        var config = dcs.files().get(FOLDER + "config.json").orElseThrow();
        var text = config.read(0, (int) config.size()).toString();
        var paths = Pattern.compile("\"\\./books/BRAINS/([^\"]+)\"").matcher(text);
        var found = paths.results().map(match -> match.group(1)).toList();
        assertTrue(found.size() > 20);
        found.forEach(path -> assertNotNull(dcs.files().get(FOLDER + path).orElse(null), path));
    }

    private static HttpResponse<String> object(String path, String... headers) throws Exception {
        var encoded = URLEncoder.encode(path, StandardCharsets.UTF_8);
        return caller.get(BRAINS + "/object?path=" + encoded, headers);
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }

    private static void assertRefused(int status, String detail, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode());
        assertEquals("{\"detail\":\"" + detail + "\"}", answer.body());
    }
}
