package org.dreamlms.books.content;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.ValidatableResponse;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.dreamlms.books.StandInDcsResource;
import org.dreamlms.books.standin.StandInDcs;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of files share: a stand-in DCS, books of their own, and files in them. */
@QuarkusTestResource(StandInDcsResource.class)
abstract class ContentTest {

    private static final AtomicInteger NAMES = new AtomicInteger();

    StandInDcs dcs;

    @TestHTTPResource("/")
    URI service;

    @BeforeEach
    void freshStart() {
        dcs.faults().clear();
        dcs.resetCalls();
        CircuitBreakerMaintenance.get().resetAll();
    }

    /** A book that no memory knows, without files but for these. */
    int newBook(Map<String, StandInFile> files) {
        var id = dcs.books().add("Book of files " + NAMES.incrementAndGet());
        dcs.files().replaceFolder(dcs.folder(id).orElseThrow(), files);
        return id;
    }

    int newBook(String path, StandInFile file) {
        return newBook(Map.of(path, file));
    }

    static ValidatableResponse get(String path, String... headers) {
        var request = given().urlEncodingEnabled(false);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.get(path).then();
    }
}
