package org.dreamlms.books.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.dreamlms.books.NewerDcs;
import org.dreamlms.books.rows.LmsToken;
import org.dreamlms.books.rows.RowsTest;
import org.dreamlms.books.webhook.EventBacklog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A trace leads from the request to DCS and to the database. */
@QuarkusTest
@TestProfile(NewerDcs.class)
class TracesTest extends RowsTest {

    private static final AttributeKey<String> DATABASE = AttributeKey.stringKey("db.system");

    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final AttributeKey<String> URL = AttributeKey.stringKey("url.full");

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    @Inject Spans spans;
    @Inject EventBacklog backlog;

    @BeforeEach
    void byId() {
        dcs.storageById(true);
    }

    private static RequestSpecification traced() {
        return given().header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
    }

    @Test
    void aTraceLeadsFromTheRequestToDcsAndToTheDatabase() {
        rows.activity(4, "circle", 0);
        traced().header("Authorization", "Bearer " + LmsToken.of(admin))
                .get("/activities/" + rows.activity(5, "circle", 1))
                .then()
                .statusCode(200);
        Awaitility.await()
                .untilAsserted(
                        () ->
                                assertThat(traces().values())
                                        .anySatisfy(
                                                trace ->
                                                        assertThat(trace)
                                                                .anyMatch(TracesTest::isOfRequest)
                                                                .anyMatch(TracesTest::isOfDcs)
                                                                .anyMatch(TracesTest::isOfSql)));
    }

    @Test
    void noTokenAndNoSignatureIsInATrace() {
        var token = LmsToken.of(admin);
        for (var path : List.of("/books/4/cover", "/books/4/media/config.json")) {
            traced().noFilters().get(path + "?token=" + token).then().statusCode(200);
        }
        Awaitility.await()
                .untilAsserted(
                        () ->
                                assertThat(attributes())
                                        .contains("url.query=REDACTED")
                                        .anyMatch(a -> a.contains("/config.json"))
                                        .anyMatch(a -> a.endsWith("?REDACTED")));
        assertThat(attributes())
                .noneMatch(a -> a.contains(token))
                .noneMatch(a -> a.toLowerCase(Locale.ROOT).contains("signature="));
    }

    @Test
    void operatorsSayHowManyRequestsAreTraced() {
        int requests = 40;
        for (int i = 0; i < requests; i++) {
            given().get("/books/5").then().statusCode(200);
        }
        Awaitility.await().until(() -> untold() > 0);
        assertThat(untold()).isLessThan(requests);
    }

    /** Traces of requests for a book that did not ask to be traced. */
    private long untold() {
        return spans.ended().stream()
                .filter(span -> span.getKind() == SpanKind.SERVER)
                .filter(span -> "/books/5".equals(span.getAttributes().get(PATH)))
                .filter(span -> !span.getTraceId().equals(TRACE))
                .count();
    }

    @Test
    void aReplicaThatIsIdleIsNotTraced() {
        for (int i = 0; i < 40; i++) {
            backlog.look();
        }
        assertThat(spans.ended())
                .filteredOn(TracesTest::isOfSql)
                .allMatch(span -> span.getParentSpanContext().isValid());
    }

    private List<String> attributes() {
        return spans.ended().stream()
                .flatMap(span -> span.getAttributes().asMap().entrySet().stream())
                .map(entry -> entry.getKey().getKey() + "=" + entry.getValue())
                .toList();
    }

    private Map<String, List<SpanData>> traces() {
        return spans.ended().stream().collect(Collectors.groupingBy(SpanData::getTraceId));
    }

    private static boolean isOfRequest(SpanData span) {
        return span.getKind() == SpanKind.SERVER && span.getName().contains("/activities/");
    }

    private static boolean isOfDcs(SpanData span) {
        var url = span.getAttributes().get(URL);
        return span.getKind() == SpanKind.CLIENT && url != null && url.contains("/books/");
    }

    private static boolean isOfSql(SpanData span) {
        return "postgresql".equals(span.getAttributes().get(DATABASE))
                || span.getName().startsWith("SELECT");
    }
}
