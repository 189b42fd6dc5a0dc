package org.dreamlms.books.file;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.standin.StandInFile;

/** What the tests of files share: books of their own, with files in them. */
public abstract class ContentTest extends ServiceTest {

    private static final AtomicInteger NAMES = new AtomicInteger();

    @TestHTTPResource("/")
    URI service;

    /** A book that no memory knows, without files but for these. */
    public int newBook(Map<String, StandInFile> files) {
        var id = dcs.books().add("Book of files " + NAMES.incrementAndGet());
        dcs.files().replaceFolder(dcs.folder(id).orElseThrow(), files);
        return id;
    }

    public int newBook(String path, StandInFile file) {
        return newBook(Map.of(path, file));
    }

    public static ValidatableResponse answer(String path, String... headers) {
        var request = given().urlEncodingEnabled(false);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.get(path).then();
    }
}
