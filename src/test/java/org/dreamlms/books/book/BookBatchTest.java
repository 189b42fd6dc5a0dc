package org.dreamlms.books.book;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.cache.CacheReads;
import org.dreamlms.books.cache.CacheRoom;
import org.dreamlms.books.cache.CachedEntry;
import org.dreamlms.books.cache.Freshness;
import org.dreamlms.books.cache.FreshnessCache;
import org.dreamlms.books.standin.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /books/batch} and {@code /books/sync}. */
@QuarkusTest
class BookBatchTest extends ServiceTest {

    private static final ExecutorService threads = Executors.newFixedThreadPool(20);

    @Inject BookCatalog catalog;

    @AfterAll
    static void stop() {
        threads.shutdownNow();
    }

    @Test
    void itemsComeInTheOrderAskedAndTheMissingApart() {
        json("{\"ids\":[5, 999, 4, 998, 3]}")
                .post("/books/batch")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("items.id", contains(5, 4, 3))
                .body("missing", contains(999, 998));
    }

    @Test
    void ordinaryBooksCostOneCall() {
        json("{\"ids\":[1,2,3,4,5]}")
                .post("/books/batch")
                .then()
                .body("items.id", contains(1, 2, 3, 4, 5));
        assertThat(dcs.calls("batch")).isEqualTo(1);
        assertThat(dcs.calls("book")).isZero();
    }

    @Test
    void whatMemoryHasIsNotAskedAgain() {
        json("{\"ids\":[1,2,3]}").post("/books/batch");
        json("{\"ids\":[3,2,1]}").post("/books/batch").then().body("items.id", contains(3, 2, 1));
        assertThat(dcs.calls("batch")).isEqualTo(1);
    }

    @Test
    void archivedBooksAreFoundThoughDcsLeavesThemOutOfBatches() {
        json("{\"ids\":[7,4]}")
                .post("/books/batch")
                .then()
                .body("items.id", contains(7, 4))
                .body("items[0].status", is("archived"))
                .body("missing", empty());
    }

    @Test
    void theAnswerSaysWhetherMemoryKnewItAll() {
        json("{\"ids\":[1,2]}")
                .post("/books/batch")
                .then()
                .header("Cache-Status", "dcs-books; fwd=miss");
        json("{\"ids\":[1,2]}")
                .post("/books/batch")
                .then()
                .header("Cache-Status", "dcs-books; hit")
                .header("Cache-Control", "no-store");
    }

    @Test
    void theUnknownAreRememberedSingly() {
        json("{\"ids\":[998,999]}").post("/books/batch").then().body("missing", contains(998, 999));
        dcs.resetCalls();
        json("{\"ids\":[998,999]}").post("/books/batch").then().body("missing", contains(998, 999));
        assertThat(dcs.calls()).isZero();
    }

    @Test
    void anIdThatIsNamedTwiceIsAnsweredOnce() {
        json("{\"ids\":[4,4,\"4\",5]}")
                .post("/books/batch")
                .then()
                .body("items.id", contains(4, 5));
    }

    @Test
    void noIdsAreNoBooks() {
        json("{\"ids\":[]}")
                .post("/books/batch")
                .then()
                .statusCode(200)
                .body("items", empty())
                .body("missing", empty());
        assertThat(dcs.calls()).isZero();
    }

    @Test
    void aHundredAreTakenAndOneMoreIsNot() {
        json("{\"ids\":[" + ids(100) + "]}").post("/books/batch").then().statusCode(200);
        dcs.resetCalls();
        json("{\"ids\":[" + ids(101) + "]}")
                .post("/books/batch")
                .then()
                .statusCode(422)
                .body("errors[0].field", is("ids"))
                .body("detail", containsString("100"));
        assertThat(dcs.calls()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ids\":[\"a\"]}       | 422 | ids[0]",
                "{\"ids\":[4, 1.5]}      | 422 | ids[1]",
                "{\"ids\":[0]}           | 422 | ids[0]",
                "{\"ids\":[-1]}          | 422 | ids[0]",
                "{\"ids\":[2147483648]}  | 422 | ids[0]",
                "{\"ids\":[null]}        | 422 | ids[0]",
                "{\"ids\":[[4]]}         | 422 | ids[0]",
                "{\"ids\":4}             | 422 | ids",
                "{\"ids\":null}          | 422 | ids",
                "{}                      | 422 | ids",
                "null                    | 422 | ids",
                "[]                      | 400 | body",
                "[4]                     | 400 | body",
                "\"4\"                   | 400 | body",
                "{\"ids\":[4             | 400 | body",
                "ids=4                   | 400 | body",
                "{\"ids\":[4],\"ids\":[5]} | 400 | body",
                "{\"ids\":[4]} trailing   | 400 | body"
            })
    void aBadBodyIsExplainedAndDcsIsNotAsked(String body, int status, String field) {
        json(body)
                .post("/books/batch")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("errors[0].field", is(field));
        assertThat(dcs.calls()).isZero();
    }

    @Test
    void anEmptyBodyIsExplained() {
        given().contentType("application/json")
                .post("/books/batch")
                .then()
                .statusCode(422)
                .body("errors[0].field", is("ids"));
    }

    @Test
    void aMegabyteOfJsonIsRefused() {
        json("{\"ids\":[" + "1,".repeat(500_000) + "1]}")
                .post("/books/batch")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("errors[0].field", is("body"));
        assertThat(dcs.calls()).isZero();
    }

    @Test
    void whatIsNotJsonIs415() {
        given().contentType("text/plain")
                .body("4")
                .post("/books/batch")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void withoutDcsABatchIsWhatMemoryHasAnd503WhenThatIsNothing() {
        json("{\"ids\":[4,5]}").post("/books/batch");
        dcs.faults().always("*", Fault.serverError());
        json("{\"ids\":[4,5]}").post("/books/batch").then().statusCode(200);
        json("{\"ids\":[6,4,999,5]}")
                .post("/books/batch")
                .then()
                .statusCode(200)
                .header("Proxy-Status", equalTo("dcs-books; error=destination_unavailable"))
                .body("items.id", contains(4, 5))
                .body("missing", empty())
                .body("unavailable", contains(6, 999));
        json("{\"ids\":[6,7]}").post("/books/batch").then().statusCode(503);
    }

    @Test
    void identicalColdBatchesShareOneCall() throws Exception {
        dcs.latency(Duration.ofMillis(200));
        var calls =
                IntStream.range(0, 20)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> batch(1, 2, 3), threads))
                        .toList();
        for (var call : calls) {
            assertThat(call.get().found().keySet()).containsExactlyInAnyOrder(1, 2, 3);
        }
        assertThat(dcs.calls("batch")).isEqualTo(1);
        assertThat(dcs.calls("book")).isZero();
    }

    @Test
    void aBatchJoinsTheFetchOfASingleBook() throws Exception {
        dcs.latency(Duration.ofMillis(200));
        var single = CompletableFuture.supplyAsync(() -> get("/books/4").statusCode(), threads);
        Awaitility.await().until(() -> dcs.calls("book") == 1);
        assertThat(batch(4).found()).containsKey(4);
        assertThat(single.get()).isEqualTo(200);
        assertThat(dcs.calls("book")).isEqualTo(1);
    }

    @Test
    void staleBooksAreRefreshedTogether() {
        batch(1, 2, 3, 4, 5);
        clock.advance(Duration.ofHours(1));
        dcs.resetCalls();
        assertThat(batch(1, 2, 3, 4, 5).found()).hasSize(5);
        Awaitility.await().until(() -> dcs.calls("batch") == 1);
        assertThat(dcs.calls("book")).isZero();
    }

    @Test
    void idsThatDcsCanNotHaveAreMissingWithoutAskingForThem() {
        var books = batch(0, 4, -7, 5);
        assertThat(books.found()).containsOnlyKeys(4, 5);
        assertThat(books.missing()).containsExactlyInAnyOrder(0, -7);
        assertThat(dcs.calls("batch")).isEqualTo(1);
        assertThat(dcs.calls("book")).isZero();
        dcs.resetCalls();
        assertThat(batch(0).missing()).containsExactly(0);
        assertThat(batch(0, -1).missing()).containsExactlyInAnyOrder(0, -1);
        assertThat(dcs.calls()).isZero();
        get("/books/4").then().statusCode(200);
    }

    @Test
    void moreThanAHundredCostACallForEachHundred() {
        dcs.books().addMany(300);
        var ids = IntStream.rangeClosed(26, 275).boxed().toList();
        assertThat(catalog.findAll(ids).await().indefinitely().found()).hasSize(250);
        assertThat(dcs.calls("batch")).isEqualTo(3);
    }

    @Test
    void whatIsNotKnownInTimeIsUnknown() {
        var books =
                new BookBatch(
                        never(new AtomicInteger()),
                        ids -> Uni.createFrom().nothing(),
                        Duration.ofMillis(50));
        var answer = books.findAll(List.of(1, 2), true).await().indefinitely();
        assertThat(answer.unknown()).containsExactlyInAnyOrder(1, 2);
        assertThat(answer.failure()).isPresent();
    }

    /** Memory that knows nothing, before books that never come. */
    private FreshnessCache<Integer, RenderedBook> never(AtomicInteger asked) {
        return memoryBefore(
                id -> {
                    asked.incrementAndGet();
                    return Uni.createFrom().nothing();
                });
    }

    /** Memory that knows nothing, and forgets at once what comes. */
    private FreshnessCache<Integer, RenderedBook> memoryBefore(
            Function<Integer, Uni<Optional<RenderedBook>>> books) {
        var empty =
                new CacheRoom<Integer, CachedEntry<RenderedBook>>() {
                    @Override
                    public CachedEntry<RenderedBook> get(Integer key) {
                        return null;
                    }

                    @Override
                    public void put(Integer key, CachedEntry<RenderedBook> entry) {}

                    @Override
                    public void forEach(BiConsumer<Integer, CachedEntry<RenderedBook>> reader) {}
                };
        var hour = Duration.ofHours(1);
        return new FreshnessCache<Integer, RenderedBook>(
                empty,
                clock,
                new Freshness(hour, hour, hour, hour, 0),
                (id, old) -> books.apply(id),
                new CacheReads(meters, "slow"));
    }

    @Test
    void howBooksOfABatchWereFoundIsCounted() {
        double fetched = counted("dcs.books.cache.reads", "cache", "books", "result", "fetched");
        double fresh = counted("dcs.books.cache.reads", "cache", "books", "result", "fresh");
        batch(1, 2, 3);
        batch(1, 2, 3);
        assertThat(counted("dcs.books.cache.reads", "cache", "books", "result", "fetched"))
                .isEqualTo(fetched + 3);
        assertThat(counted("dcs.books.cache.reads", "cache", "books", "result", "fresh"))
                .isEqualTo(fresh + 3);
    }

    @Test
    void ofAllThatBatchesLeaveOutEightAreAskedForAtATime() {
        var held = new ConcurrentLinkedQueue<CompletableFuture<Optional<RenderedBook>>>();
        var books =
                new BookBatch(
                        memoryBefore(
                                id -> {
                                    var book = new CompletableFuture<Optional<RenderedBook>>();
                                    held.add(book);
                                    return Uni.createFrom().completionStage(book);
                                }),
                        ids -> Uni.createFrom().item(List.of()),
                        Duration.ofHours(1));
        var batches =
                IntStream.range(1, 6)
                        .mapToObj(i -> List.of(1000 * i, 1000 * i + 1, 1000 * i + 2, 1000 * i + 3))
                        .map(ids -> books.findAll(ids, true).subscribeAsCompletionStage())
                        .toList();
        for (int left = 20; left > 0; left--) {
            int asked = Math.min(left, BookBatch.PARALLEL);
            Awaitility.await().until(() -> held.size() >= asked);
            assertThat(held).hasSize(asked);
            held.remove().complete(Optional.empty());
        }
        batches.forEach(found -> assertThat(found.join().missing()).hasSize(4));
    }

    @Test
    void whatBatchesLeaveOutHasABound() {
        var hour = Duration.ofHours(1);
        var singly = new AtomicInteger();
        var books = new BookBatch(never(singly), ids -> Uni.createFrom().item(List.of()), hour);
        int bound = BookBatch.PARALLEL + BookBatch.MAY_WAIT;
        books.findAll(IntStream.rangeClosed(1, bound).boxed().toList(), true)
                .subscribe()
                .with(answer -> {});
        assertThat(singly).hasValue(BookBatch.PARALLEL);
        var refused = books.findAll(List.of(bound + 1, bound + 2), true).await().indefinitely();
        assertThat(refused.unknown()).hasSize(2);
        assertThat(refused.failure()).isPresent();
    }

    private BookLookup batch(Integer... ids) {
        return catalog.findAll(List.of(ids)).await().indefinitely();
    }

    @Test
    void syncIsGone() {
        given().post("/books/sync")
                .then()
                .statusCode(410)
                .contentType("application/problem+json")
                .body("title", is("Gone"));
    }

    private static String ids(int n) {
        return IntStream.rangeClosed(1, n)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(","));
    }
}
