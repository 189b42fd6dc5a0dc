package org.dreamlms.books.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PathTrickTest extends ContentTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../config.json",
                "images/../../5/config.json",
                "images/..",
                "..",
                "%2e%2e/config.json",
                "%2E./config.json",
                "images/%2e%2e/config.json",
                "./config.json",
                "images%2f%2fa.png",
                "images%2f..%2f..%2f5%2fconfig.json",
                "images%2F%2e%2E%2fa.png",
                "images%2f",
                "..%2fconfig.json",
                "images%5ca.png",
                "..%5Cconfig.json",
                "/etc/passwd",
                "%2fetc/passwd",
                "images//a.png",
                "images/",
                "a%00.png",
                "a%0d%0aSet-Cookie:x.png",
                "a%7f.png",
                "a%c2%85.png",
                "%252e%252e/config.json",
                "a%252fb.png",
                "a%255cb",
                "a%2500.png",
                "%25252e",
                "a%ff.png",
                "a%c0%ae.png",
                "a%zz.png",
                "a%4",
            })
    void aPathThatLeadsElsewhereIs400BeforeDcsSeesAnything(String path) throws IOException {
        for (var route : new String[] {"assets", "media"}) {
            try (var client = new RawHttp(service)) {
                client.get("/books/4/" + route + "/" + path);
                var head = client.head();
                assertTrue(head.startsWith("HTTP/1.1 400 "), head);
            }
        }
        assertEquals(0, dcs.calls());
    }

    @Test
    void anEncodedSlashIsASlash() {
        var id = newBook("audio/a/b c.mp3", StandInFile.of("bytes"));
        for (var path :
                List.of("audio/a/b%20c.mp3", "audio%2Fa%2Fb%20c.mp3", "audio/a%2fb%20c.mp3")) {
            for (var route : List.of("media", "assets")) {
                var body = answer("/books/%d/%s/%s".formatted(id, route, path));
                assertEquals("bytes", body.statusCode(200).extract().asString());
            }
        }
    }

    @Test
    void whatBrowsersLeaveAsItIsIsAName() throws IOException {
        var id = newBook("audio/[1] a|b{c}^d`.mp3", StandInFile.of("bytes"));
        for (var path : List.of("[1]%20a|b{c}^d`.mp3", "%5b1%5D%20a%7Cb%7bc%7D%5ed%60.mp3")) {
            try (var client = new RawHttp(service)) {
                client.get("/books/" + id + "/media/audio/" + path);
                var head = client.head();
                assertTrue(head.startsWith("HTTP/1.1 200 "), head);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"..%2Fconfig.json", "a%5Cb", "%2Fetc%2Fpasswd", "%252e%252e%252fa", "a%00"})
    void norDoesALinkLeadElsewhere(String path) {
        answer("/books/4/assets/presigned?path=" + path).statusCode(400);
        assertEquals(0, dcs.calls());
    }

    @Test
    void whatOnlyLooksOddIsAName() {
        var names =
                Map.of(
                        "100% fun.mp3", "100%25%20fun.mp3",
                        "a+b.mp3", "a+b.mp3",
                        "a&b=c?d#e.mp3", "a&b=c%3Fd%23e.mp3",
                        "..a...mp3", "..a...mp3",
                        "çay ğüzel.mp3", "%C3%A7ay%20%C4%9F%C3%BCzel.mp3",
                        "q\"uo;te.mp3", "q%22uo;te.mp3");
        names.forEach(
                (name, encoded) -> {
                    var id = newBook("audio/" + name, StandInFile.of(name));
                    var body = answer("/books/%d/media/audio/%s".formatted(id, encoded));
                    assertEquals(
                            name,
                            new String(
                                    body.statusCode(200).extract().asByteArray(),
                                    StandardCharsets.UTF_8));
                });
    }
}
