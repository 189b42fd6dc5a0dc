package org.dreamlms.books.file;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FileStreamTest extends ContentTest {

    private static final String TEXT = "0123456789";

    @Test
    void aFileComesWithWhatIsTrueOfIt() {
        var file = StandInFile.of(TEXT);
        var id = newBook("audio/a b.mp3", file);
        answer("/books/%d/assets/audio/a%%20b.mp3".formatted(id))
                .statusCode(200)
                .header("Content-Type", "audio/mpeg")
                .header("Content-Length", "10")
                .header("Accept-Ranges", "bytes")
                .header("ETag", file.etag())
                .header("Cache-Control", "private, no-cache")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Disposition", "inline; filename=\"a b.mp3\"")
                .body(equalTo(TEXT));
        answer("/books/%d/media/audio/a%%20b.mp3".formatted(id))
                .statusCode(200)
                .body(equalTo(TEXT));
    }

    @Test
    void headTellsTheSameWithoutTheBytes() {
        var id = newBook("a.mp3", StandInFile.of(TEXT));
        given().head("/books/%d/assets/a.mp3".formatted(id))
                .then()
                .statusCode(200)
                .header("Content-Length", "10")
                .header("Content-Type", "audio/mpeg")
                .header("Content-Range", nullValue())
                .header("ETag", StandInFile.of(TEXT).etag());
    }

    @Test
    void largeFilesArriveWhole() {
        var size = 3_000_001;
        var id = newBook("v.mp4", StandInFile.virtual(size));
        var bytes = answer("/books/%d/media/v.mp4".formatted(id)).extract().asByteArray();
        assertEquals(size, bytes.length);
        for (int i = 0; i < size; i += 997) {
            assertEquals(StandInFile.byteAt(i), bytes[i]);
        }
    }

    @Test
    void theCoverComesFromDcsThenFromMemory() {
        var first = answer("/books/4/cover").statusCode(200).header("Content-Type", "image/png");
        var again = answer("/books/4/cover").statusCode(200);
        assertArrayEquals(first.extract().asByteArray(), again.extract().asByteArray());
        assertEquals(1, dcs.calls("cover"));
    }
}
