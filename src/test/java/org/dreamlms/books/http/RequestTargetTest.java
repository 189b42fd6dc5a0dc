package org.dreamlms.books.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever clients write as the target of a request, there is one reading of it. */
@QuarkusTest
@ExpectedLog("http.problem.LastFailure")
class RequestTargetTest extends ServiceTest {

    private static final Pattern DATE = Pattern.compile("(?i)\r\ndate: ([^\r]+)\r\n");

    private static final Pattern CONTENT = Pattern.compile("(?im)^content-(type|length):.*$");

    @TestHTTPResource URI service;

    @TestHTTPResource(value = "/health/live", management = true)
    URI live;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/books?search=100%",
                "/books?search=[x]|{y}^`\\",
                "/books?search=%zz&limit=5",
                "/books/4?x=%",
                "/books/4?x=\"<>;y"
            })
    void whatBrowsersLeaveInAQueryIsLookedFor(String target) throws IOException {
        assertThat(answer(target)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aPercentSignIsFound() throws IOException {
        assertThat(answer("/books?search=100%&limit=5")).contains("100% Phonics");
        assertThat(answer("/books?search=BRAINS&x=%&limit=5")).contains("BRAINS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/books/%",
                "/books/%zz",
                "/books/%4",
                "/books/4#x",
                "/books?search=\u0001",
                "/books?search=\u00e9",
                "/b\u00f6\u00f6ks",
                "/books/../books/4",
                "/books/x/%2e%2e/4",
                "/books/4/assets/..%2fconfig.json",
                "/books/4\\5"
            })
    void whatNoClientSendsIsAProblem(String target) throws IOException {
        assertThat(answer(target))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json", "\"field\":\"");
        assertThat(dcs.calls()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/books;a=b",
                "/books/4;a=b",
                "/books/%25;a=b",
                "/books/%2534;a=b",
                "/books;x/4/cover",
                "/books/4/cover;x",
                "/books/4;x/assets/images/HB/modules/M1/pages/08.png",
                "/books/4/assets;x/images/HB/modules/M1/pages/08.png",
                "/books/4/assets/presigned;x?path=config.json",
                "/books/4/assets/presigned;x/?path=config.json",
                "/publishers/1/logo;x",
                "/assignments;x"
            })
    void matrixParametersAreRefusedEverywhere(String target) {
        for (var token : new String[] {null, TestTokens.of("admin")}) {
            var inQuery = target + (target.contains("?") ? "&" : "?") + "token=" + token;
            for (var path : new String[] {target, inQuery}) {
                given().noFilters()
                        .urlEncodingEnabled(false)
                        .header("Accept", "*/*")
                        .get(path)
                        .then()
                        .statusCode(400)
                        .contentType("application/problem+json")
                        .body("errors.field", everyItem(is("path")));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/books/4/cover, 200",
        "/books/4/cover/, 200",
        "/publishers/1/logo/, 200",
        "/books/4/assets/images/HB/modules/M1/pages/08.png, 200",
        "/books/4/assets/images%2FHB%2Fmodules%2FM1%2Fpages%2F08.png, 200",
        "/books/4/assets/presigned, 401",
        "/books/4/assets/presigned/, 401",
        "/books/4/assets/%70resigned, 401",
        "/books/4/assets/presigne%64, 401",
        "/books/4/config, 401",
        "/books/4, 401"
    })
    void aTokenInTheQueryIsForFilesAlone(String path, int status) {
        given().noFilters()
                .urlEncodingEnabled(false)
                .get(path + "?path=config.json&token=" + TestTokens.of("admin"))
                .then()
                .statusCode(status);
    }

    @Test
    void anIdIsDecodedOnce() {
        get("/books/%34").then().statusCode(200);
        get("/books/%2534").then().statusCode(400);
        get("/books/%25").then().statusCode(400);
        get("/books/%FF").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/books/4",
                "/books/4/cover",
                "/books/4/config",
                "/books/999",
                "/books/nothing",
                "/nothing",
                "/books/%",
                "/books?limit=-1",
                "http://localhost/books/4"
            })
    void everyAnswerHasADate(String target) throws IOException {
        for (var token : new String[] {"Authorization: Bearer " + TestTokens.of("admin"), "X: y"}) {
            for (var method : new String[] {"GET", "HEAD", "OPTIONS", "DELETE", "INVENTED"}) {
                dated(raw(service, method + " " + target, token));
            }
        }
    }

    @Test
    void theOtherPortsAnswersHaveADate() throws IOException {
        dated(raw(live, "GET " + live.getPath()));
        dated(raw(live, "GET /nothing"));
    }

    private void dated(String answer) {
        var date = DATE.matcher(answer);
        assertThat(date.find()).as(answer).isTrue();
        var instant =
                ZonedDateTime.parse(date.group(1), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
        assertThat(instant.getEpochSecond()).isEqualTo(clock.instant().getEpochSecond());
        assertThat(date.group(1)).matches("\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
        assertThat(date.find()).isFalse();
    }

    private String answer(String target) throws IOException {
        return raw(service, "GET " + target, "Authorization: Bearer " + TestTokens.of("admin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/publishers/1",
                "/publishers/1/logo",
                "/books/4",
                "/books?limit=1",
                "/books/4/cover",
                "/books/4/config",
                "/books/4/pages",
                "/nothing"
            })
    void whoNamesNoHostIsAnsweredAlike(String path) throws IOException {
        var token = "Authorization: Bearer " + TestTokens.of("admin") + "\r\n\r\n";
        var usual = bytes("GET " + path + " HTTP/1.1\r\nConnection: close\r\nHost: x\r\n" + token);
        var status = usual.substring(9, 12);
        for (var start : new String[] {" HTTP/1.0\r\n", " HTTP/1.0\r\nHost:\r\n"}) {
            var answer = bytes("GET " + path + start + token);
            assertThat(answer.substring(9, 12)).isEqualTo(status);
        }
        var empty = " HTTP/1.1\r\nConnection: close\r\nHost: \r\n";
        assertThat(bytes("GET " + path + empty + token).substring(9, 12)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "Host: a|Host: b, 400",
        "Host: a|Host: a, 400",
        "X: y, 400",
        "Host: a b, 400",
        "Host: a/b, 400",
        "Host: a@b, 400",
        "Host: <a>, 400",
        "Host: a:b, 400",
        "Host: [::1, 400",
        "Host: a|Transfer-Encoding: gzip, 501",
        "Host: a|Transfer-Encoding: identity, 501",
        "Host: a|Transfer-Encoding: gzip|Transfer-Encoding: chunked, 501",
        "Host: a|: x, 400",
        "Host: minio_storage:80, 200",
        "Host: [::1]:80, 200",
        "Host: xn--bcher-kva.example., 200",
        "Host: 127.0.0.1.example, 200",
        "Host: a%41, 200",
        "Host: a:, 200",
        "Host: a:0000000000000000080, 200",
        "Host: a:65535, 200",
        "Host: a:65536, 400",
        "Host: localhost:99999, 400",
        "Host: a:-1, 400",
        "Host: %, 400",
        "Host: a%zz, 400",
        "Host: :, 400",
        "Host: :80, 400",
        "Host: [:::], 400",
        "Host: [1], 400",
        "Host: [::1]a, 400",
        "Host: [::1]:, 200"
    })
    void aHeadThatCanBeReadInTwoWaysIsRefused(String fields, int status) throws IOException {
        var head =
                "GET /books/4 HTTP/1.1\r\nConnection: close\r\nAuthorization: Bearer "
                        + TestTokens.of("admin")
                        + "\r\n"
                        + fields.replace("|", "\r\n")
                        + "\r\n\r\n0\r\n\r\n";
        assertThat(bytes(head)).startsWith("HTTP/1.1 " + status + " ");
    }

    /** Whoever the request says it is for, the answer is the usual one or a refusal of that. */
    @Test
    void anOddHostIsAnsweredAsUsualOrRefused() throws IOException {
        var random = new Random(7);
        var token = "\r\nAuthorization: Bearer " + TestTokens.of("admin");
        var paths =
                List.of(
                        "/books/4",
                        "/books?limit=1",
                        "/books/4/cover",
                        "/books/4/assets/presigned?path=config.json",
                        "/books/4/pages",
                        "/books/00000000-0000-4000-8000-000000000004",
                        "/publishers/1",
                        "/assignments",
                        "/nothing");
        for (int i = 0; i < 400; i++) {
            var path = paths.get(i % paths.size());
            var host = host(random);
            var origin = i % 3 == 0 ? "\r\nOrigin: http://" + host : "";
            for (var version : List.of("1.0", "1.1")) {
                var head = "GET " + path + " HTTP/" + version + "\r\nConnection: close\r\nHost: ";
                var usual = bytes(head + "localhost" + token + "\r\n\r\n").substring(9, 12);
                var answer = bytes(head + host + origin + token + "\r\n\r\n");
                var status = answer.substring(9, 12);
                assertThat(status).as(path + " " + host).isIn(usual, "400", "403");
                assertThat(status.equals(usual) || answer.contains("application/problem+json"))
                        .as(path + " " + host + "\n" + answer)
                        .isTrue();
            }
        }
    }

    private static String host(Random random) {
        var host = new StringBuilder();
        for (int n = random.nextInt(6); n > 0; n--) {
            var parts =
                    List.of(
                            "a",
                            ".",
                            "-",
                            "%",
                            "%41",
                            "%zz",
                            ":",
                            "::1",
                            "[",
                            "]",
                            "1",
                            "127.0.0.1",
                            "99999",
                            "@",
                            ",",
                            "'",
                            "\u00e9",
                            "_",
                            "*",
                            "[::1]",
                            ":80");
            host.append(parts.get(random.nextInt(parts.size())));
        }
        return host.toString();
    }

    /** Escapes that nobody needs change nothing, whichever door a request comes to. */
    @Test
    void aPathIsTheSameHoweverItIsEncoded() throws IOException {
        var random = new Random(5);
        var link = link();
        var admin = TestTokens.of("admin");
        for (var path :
                List.of(
                        "/books",
                        "/books/4",
                        "/books/4/cover",
                        "/books/4/config",
                        "/books/4/pages",
                        "/books/4/page-image/8",
                        "/books/4/assets/images/HB/modules/M1/pages/08.png",
                        "/books/4/assets/~_a-1.png",
                        "/books/4/media/config.json",
                        "/books/4/assets/presigned",
                        "/books/4/activities",
                        "/publishers/1",
                        "/publishers/1/logo",
                        "/assignments",
                        "/activities/00000000-0000-4000-8000-000000000004",
                        "/q/openapi",
                        "/dcs-books.d.ts",
                        "/nothing",
                        link)) {
            for (int i = 0; i < 6; i++) {
                var mark = path.indexOf('?');
                var bare = mark < 0 ? path : path.substring(0, mark);
                var query = mark < 0 ? "" : path.substring(mark);
                var other = encoded(random, bare);
                assertThat(sent(other + query, "X: y")).isEqualTo(sent(path, "X: y"));
                var asked = (query.isEmpty() ? "?" : query + "&") + "token=" + admin;
                assertThat(sent(other + asked, "X: y")).isEqualTo(sent(bare + asked, "X: y"));
                var header = "Authorization: Bearer " + admin;
                assertThat(sent(other + query, header)).isEqualTo(sent(path, header));
            }
        }
    }

    private String link() {
        return given().contentType("application/json")
                .body("{\"paths\":[\"assets/images/HB/modules/M1/pages/08.png\"]}")
                .post("/books/4/links")
                .then()
                .statusCode(200)
                .extract()
                .<String>path("links[0].url")
                .replaceFirst("^.*(?=/books/)", "");
    }

    /** Status, type and length of an answer. */
    private List<String> sent(String target, String field) throws IOException {
        var answer = raw(service, "GET " + target, field);
        var found = new ArrayList<>(List.of(answer.substring(9, 12)));
        CONTENT.matcher(answer.substring(0, answer.indexOf("\r\n\r\n")))
                .results()
                .filter(line -> !answer.contains("problem+json"))
                .forEach(line -> found.add(line.group().toLowerCase(Locale.ROOT)));
        return found.stream().sorted().toList();
    }

    /** With some of its letters, digits and marks as escapes. */
    private static String encoded(Random random, String path) {
        var encoded = new StringBuilder();
        for (char c : path.toCharArray()) {
            var may = Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0;
            encoded.append(
                    may && random.nextInt(4) == 0
                            ? (random.nextBoolean() ? "%%%02X" : "%%%02x").formatted((int) c)
                            : String.valueOf(c));
        }
        return encoded.toString();
    }

    private String bytes(String request) throws IOException {
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(180_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String raw(URI where, String start, String... fields) throws IOException {
        var request = start + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n";
        try (var socket = new Socket(where.getHost(), where.getPort())) {
            socket.setSoTimeout(180_000);
            for (var field : fields) {
                request += field + "\r\n";
            }
            socket.getOutputStream()
                    .write((request + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
