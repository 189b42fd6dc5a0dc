package org.dreamlms.books;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The TypeScript declarations that clients take from here are those of the API. After a change of
 * the API: {@code mvn test -Dtest=TypeScriptTest -Dwrite-types}.
 */
@QuarkusTest
class TypeScriptTest {

    private static final Path FILE =
            Path.of("src/main/resources/META-INF/resources/dcs-books.d.ts");

    @TestHTTPResource(value = "/openapi?format=json", management = true)
    URI openApi;

    @Test
    void theDeclarationsAreThoseOfTheApi() throws IOException {
        var declarations =
                TypeScript.declarations(
                        new ObjectMapper()
                                .readTree(
                                        given().get(openApi)
                                                .then()
                                                .statusCode(200)
                                                .extract()
                                                .asString()));
        if (System.getProperty("write-types") != null) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, declarations);
        }
        assertEquals(
                declarations,
                Files.readString(FILE),
                "the API has changed: mvn test -Dtest=TypeScriptTest -Dwrite-types");
    }

    @Test
    void everyIdOfABookIsANumber() throws IOException {
        var ids =
                Pattern.compile("^ +(book_id)\\??: (.*);$", Pattern.MULTILINE)
                        .matcher(Files.readString(FILE));
        assertTrue(ids.find());
        do {
            assertEquals("number", ids.group(2));
        } while (ids.find());
        assertTrue(Files.readString(FILE).contains("export interface Book {"));
    }

    @Test
    void clientsGetThemFromHere() {
        given().get("/dcs-books.d.ts")
                .then()
                .statusCode(200)
                .body(containsString("export interface Assignment {"));
    }
}
