package org.dreamlms.books.dcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.standin.StandInDcs;
import org.dreamlms.books.standin.StandInFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The newer protocol of DCS: publishers by id in the storage's paths, and an API key is enough. */
@QuarkusTest
@TestProfile(PublisherIdTest.ById.class)
class PublisherIdTest extends ServiceTest {

    /** The newer protocol, with an API key alone. */
    public static final class ById implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "dcs-books.storage-key", "publisher-id",
                    "dcs-books.dcs.email", "",
                    "dcs-books.dcs.password", "",
                    "dcs-books.dcs.api-key", StandInDcs.API_KEY);
        }
    }

    @BeforeEach
    void byId() {
        dcs.storageById(true);
    }

    @Test
    void everythingOfABookComesByThePublishersId() {
        get("/books/4/cover").then().statusCode(200);
        get("/books/4/assets/config.json").then().statusCode(200);
        get("/books/4/pages").then().statusCode(200);
        get("/books/4/videos").then().statusCode(200);
        get("/books/4/assets/presigned?path=config.json").then().statusCode(200);
        assertThat(dcs.requests("cover").get(0).uri()).startsWith("/storage/books/1/BRAINS/");
        assertThat(dcs.requests("object").get(0).uri()).startsWith("/storage/books/1/BRAINS/");
        assertThat(dcs.requests("tree").get(0).uri()).isEqualTo("/storage/books/1/BRAINS");
        assertThat(dcs.requests("presigned").get(0).uri()).startsWith("/storage/books/1/BRAINS/");
        assertThat(dcs.calls("login")).isZero();
    }

    @Test
    void namesOfBooksAreStillNames() {
        get("/books/23/cover").then().statusCode(200);
        get("/books/24/pages").then().statusCode(200);
    }

    @Test
    void namesThatDcsCanNotSendComeThroughTheLink() {
        dcs.files().put("Universal ELT/BRAINS/audio/\u015f.mp3", StandInFile.of("abc"));
        get("/books/4/media/audio/%C5%9F.mp3").then().statusCode(200).body(equalTo("abc"));
    }
}
