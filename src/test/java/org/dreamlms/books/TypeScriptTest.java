package org.dreamlms.books;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
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

    private static final Path CLIENT = Path.of("src/main/typescript/src");

    @TestHTTPResource(value = "/openapi?format=json", management = true)
    URI openApi;

    @Test
    void theDeclarationsAreThoseOfTheApi() throws IOException {
        var document = given().get(openApi).then().statusCode(200).extract().asString();
        // For the linters, which come after the tests.
        Files.writeString(Path.of("target/openapi.json"), document);
        var api = new ObjectMapper().readTree(document);
        var declarations = TypeScript.declarations(api);
        assertWritten(declarations, FILE);
        assertWritten(declarations, CLIENT.resolve("types.ts"));
        assertWritten(TypeScriptOperations.module(api), CLIENT.resolve("operations.ts"));
    }

    private static void assertWritten(String text, Path file) throws IOException {
        if (System.getProperty("write-types") != null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertEquals(
                text,
                Files.readString(file),
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
                .contentType("text/plain")
                .header("Cache-Control", equalTo("private, no-cache"))
                .body(containsString("export interface Assignment {"));
        given().noFilters()
                .get("/dcs-books.d.ts")
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
    }
}
