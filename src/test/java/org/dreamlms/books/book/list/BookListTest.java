package org.dreamlms.books.book.list;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.DecoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.vertx.core.Context;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.book.BookCatalog;
import org.dreamlms.books.replica.Invalidation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET /books}. */
@QuarkusTest
class BookListTest extends ServiceTest {

    private static final RestAssuredConfig RAW =
            RestAssured.config().decoderConfig(DecoderConfig.decoderConfig().noContentDecoders());

    @Inject Event<Invalidation> news;
    @Inject BookCatalog catalog;

    @Test
    void aPageSaysWhatItIs() {
        get("/books")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("items", hasSize(20))
                .body("total", is(24))
                .body("skip", is(0))
                .body("limit", is(20))
                .header("Cache-Control", startsWith("private, max-age=60"))
                .header("ETag", startsWith("\""));
    }

    /** What DCS answers is larger then than a request's body may be. */
    @Test
    void thereMayBeThousandsOfBooks() {
        dcs.books().addMany(2_000);
        get("/books?limit=100").then().statusCode(200).body("total", is(2_024));
    }

    @Test
    void archivedBooksAreLeftOutAndDraftsAreNot() {
        get("/books?limit=100")
                .then()
                .body("items.id", not(hasItem(7)))
                .body("items.id", hasItem(5));
    }

    @Test
    void theOrderIsByTitleThenIdWhateverDcsDoes() {
        var first = get("/books?limit=100").path("items.id").toString();
        for (int i = 0; i < 3; i++) {
            dcs.books().update(1 + i, "category", "moved");
            clock.advance(Duration.ofHours(25));
            assertThat(get("/books?limit=100").path("items.id").toString()).isEqualTo(first);
        }
        get("/books?search=reading")
                .then()
                .body("items.title", contains("Reading Room A1", "Reading Room A2"));
    }

    @Test
    void skipAndLimitCutThePageOut() {
        var all = get("/books?limit=100").jsonPath().getList("items.id", Integer.class);
        get("/books?skip=3&limit=2")
                .then()
                .body("items.id", contains(all.get(3), all.get(4)))
                .body("total", is(24))
                .body("skip", is(3))
                .body("limit", is(2));
        get("/books?offset=3&limit=1").then().body("items.id", contains(all.get(3)));
        get("/books?skip=1000").then().statusCode(200).body("items", empty());
        get("/books?skip=2147483647&limit=100").then().statusCode(200).body("items", empty());
    }

    @ParameterizedTest
    @CsvSource({
        "brain, 4",
        "BRAIN, 4",
        "büyük, 6",
        "BÜYÜK, 6",
        "buyuk, 6",
        "ışık, 8",
        "IŞIK, 8",
        "isik, 8",
        "şiir, 8",
        "istanbul, 9",
        "İSTANBUL, 9",
        "ıstanbul, 9",
        "ılık, 10",
        "ILIK, 10",
        "iğdır, 10",
        "ÇİÇEK, 10",
        "café, 24",
        "100%, 23"
    })
    void theSearchIgnoresCaseAndAccentsInTurkishToo(String search, int id) {
        given().queryParam("search", search).get("/books").then().body("items.id", contains(id));
    }

    @Test
    void theSearchLooksAtThePublisherToo() {
        given().queryParam("search", "çınar yayın")
                .get("/books")
                .then()
                .body("items.publisher_id", everyItem(is(3)))
                .body("total", is(4));
    }

    @Test
    void nothingFoundIsAnEmptyPage() {
        get("/books?search=zzzz")
                .then()
                .statusCode(200)
                .body("items", empty())
                .body("total", is(0));
    }

    @Test
    void aPublisherIsNamedByIdOrName() {
        get("/books?publisher_id=3").then().body("total", is(4));
        given().queryParam("publisher", "Çınar Yayınları")
                .get("/books")
                .then()
                .body("total", is(4));
        get("/books?publisher_id=77").then().statusCode(200).body("total", is(0));
    }

    @Test
    void parametersThatWeDoNotKnowAreIgnored() {
        get("/books?colour=blue&limit=1").then().statusCode(200).body("items", hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({
        "skip=-1, skip",
        "skip=x, skip",
        "limit=0, limit",
        "limit=1001, limit",
        "limit=x, limit",
        "limit=1.5, limit",
        "publisher_id=x, publisher_id",
        "publisher_id=0, publisher_id",
        "publisher_id=2147483648, publisher_id"
    })
    void aBadParameterIs400AndDcsIsNotAsked(String query, String field) {
        get("/books?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", contains(field))
                .body("detail", startsWith(field + " must be an integer"));
        assertThat(dcs.calls()).isZero();
    }

    @Test
    void everyBadParameterIsNamed() {
        get("/books?skip=-1&limit=0").then().body("errors.field", contains("skip", "limit"));
    }

    @Test
    void theListIsFetchedOnceForAllQueries() {
        get("/books");
        get("/books?search=brain");
        get("/books?skip=5&limit=7").then().header("Cache-Status", startsWith("dcs-books; hit"));
        assertThat(dcs.calls("list")).isEqualTo(1);
    }

    @Test
    void whoMayUseWhichBookDoesNotMakeTheListStale() {
        get("/books");
        news.fire(Invalidation.studentRights());
        news.fire(Invalidation.rights());
        get("/books").then().header("Cache-Status", matchesPattern("dcs-books; hit; ttl=[1-9].*"));
        assertThat(dcs.calls("list")).isEqualTo(1);
    }

    @Test
    void theListIsNotMadeOnAnEventLoop() {
        var held = new CompletableFuture<Runnable>();
        dcs.faults()
                .next(
                        1,
                        "list",
                        (request, vertx, answer) ->
                                held.complete(() -> vertx.runOnContext(run -> answer.run())));
        var made = new CompletableFuture<Boolean>();
        catalog.list()
                .subscribe()
                .with(
                        found -> made.complete(Context.isOnEventLoopThread()),
                        made::completeExceptionally);
        held.join().run();
        assertThat(made.join()).isFalse();
    }

    @Test
    void theListBringsTheSingleBooksWithIt() {
        get("/books");
        get("/books/4").then().statusCode(200).header("Cache-Status", startsWith("dcs-books; hit"));
        assertThat(dcs.calls("book")).isZero();
    }

    @Test
    void theListIsAskedForWithItsTrailingSlash() {
        get("/books");
        assertThat(dcs.requests("list")).hasSize(1).allMatch(call -> call.uri().equals("/books/"));
    }

    @Test
    void aTrailingSlashNamesTheSameList() {
        get("/books/").then().statusCode(200).body("total", is(24));
    }

    @Test
    void theListIsCompressedForThoseWhoTakeIt() throws IOException {
        var plain = given().config(RAW).header("Accept-Encoding", "identity").get("/books");
        var small = given().config(RAW).header("Accept-Encoding", "br, gzip").get("/books");
        assertThat(plain.header("Content-Encoding")).isNull();
        assertThat(small.header("Content-Encoding")).isEqualTo("gzip");
        var unpacked = new GZIPInputStream(new ByteArrayInputStream(small.asByteArray()));
        assertThat(unpacked.readAllBytes()).isEqualTo(plain.asByteArray());
        assertThat(small.asByteArray().length).isLessThan(plain.asByteArray().length / 3);
    }

    @Test
    void compressedAndPlainNeverShareAnEtag() {
        var plain = given().config(RAW).header("Accept-Encoding", "gzip;q=0").get("/books");
        var small = given().config(RAW).header("Accept-Encoding", "gzip").get("/books");
        assertThat(plain.header("Content-Encoding")).isNull();
        assertThat(small.header("ETag")).isNotEqualTo(plain.header("ETag"));
        assertThat(small.header("Vary")).contains("Accept-Encoding");
        given().config(RAW)
                .header("Accept-Encoding", "gzip")
                .header("If-None-Match", small.header("ETag"))
                .get("/books")
                .then()
                .statusCode(304)
                .header("Content-Encoding", nullValue())
                .body(emptyString());
        given().config(RAW)
                .header("Accept-Encoding", "gzip")
                .header("If-None-Match", plain.header("ETag"))
                .get("/books")
                .then()
                .statusCode(200);
    }

    @Test
    void headWorks() {
        given().head("/books").then().statusCode(200).body(emptyString());
    }
}
