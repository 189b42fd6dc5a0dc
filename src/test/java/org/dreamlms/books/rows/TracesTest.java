package org.dreamlms.books.rows;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A trace leads from the request to DCS and to the database. */
@QuarkusTest
@TestProfile(TracedDatabase.class)
class TracesTest extends RowsTest {

    private static final AttributeKey<String> DATABASE = AttributeKey.stringKey("db.system");

    @Inject Spans spans;

    @Test
    void aTraceLeadsFromTheRequestToDcsAndToTheDatabase() {
        rows.activity(4, "circle", 0);
        given().header("Authorization", "Bearer " + LmsToken.of(admin))
                .get("/activities/" + rows.activity(5, "circle", 1))
                .then()
                .statusCode(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
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
            given().noFilters().get(path + "?token=" + token).then().statusCode(200);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
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
        return span.getKind() == SpanKind.CLIENT && span.getName().contains("/books/");
    }

    private static boolean isOfSql(SpanData span) {
        return "postgresql".equals(span.getAttributes().get(DATABASE))
                || span.getName().startsWith("SELECT");
    }
}
