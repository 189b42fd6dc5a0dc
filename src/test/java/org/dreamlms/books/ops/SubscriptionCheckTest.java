package org.dreamlms.books.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dreamlms.books.LogLines;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.Settings;
import org.dreamlms.books.dcs.DcsClient;
import org.dreamlms.books.rows.ConfigFile;
import org.dreamlms.books.rows.Rows;
import org.dreamlms.books.standin.Fault;
import org.dreamlms.books.webhook.OtherSubscriptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The service warns of a second receiver of DCS's events. */
@QuarkusTest
class SubscriptionCheckTest extends ServiceTest {

    @Inject DcsClient client;
    @Inject SubscriptionCheck check;
    @Inject Settings settings;
    @Inject OtherSubscriptions others;
    @Inject Rows rows;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @TestHTTPResource(value = "/health", management = true)
    URI health;

    @AfterEach
    void nobodyElse() {
        others.found(List.of());
        others.takeSuspicion();
    }

    private Optional<String> warning() {
        return SubscriptionCheck.warning(
                client.webhooks().await().indefinitely(), Optional.empty());
    }

    @Test
    void oneReceiverIsNoReasonToWarn() {
        dcs.webhooks().subscribe("http://lms.example.org/hook", "a-secret-of-16-letters");
        assertThat(warning()).isEmpty();
    }

    @Test
    void oneBesideOurOwnIsNamed() {
        dcs.webhooks().subscribe("http://lms.example.org/hook", "a-secret-of-16-letters");
        dcs.webhooks().subscribe("http://books.example.org/hook", "a-secret-of-16-letters");
        var ours = Optional.of("http://books.example.org/hook");
        assertThat(SubscriptionCheck.warning(client.webhooks().await().indefinitely(), ours))
                .hasValueSatisfying(
                        text ->
                                assertThat(text)
                                        .contains("http://lms.example.org/hook")
                                        .doesNotContain("books.example.org"));
    }

    @Test
    void twoAreNamedWithoutTheirQueries() {
        dcs.webhooks()
                .subscribe("http://lms.example.org/hook?key=s3cret", "a-secret-of-16-letters");
        dcs.webhooks().subscribe("http://books.example.org/hook", "a-secret-of-16-letters");
        assertThat(warning())
                .hasValueSatisfying(
                        text ->
                                assertThat(text)
                                        .contains("http://lms.example.org/hook,")
                                        .contains("http://books.example.org/hook")
                                        .doesNotContain("s3cret"));
    }

    @Test
    void whatDcsDidNotAnswerIsWarnedOfOnceItDoes() {
        dcs.webhooks().subscribe("http://lms.example.org/hook", "a-secret-of-16-letters");
        dcs.webhooks().subscribe("http://books.example.org/hook", "a-secret-of-16-letters");
        dcs.faults().always("webhooks", Fault.serverError());
        try (var log = LogLines.of(SubscriptionCheck.class.getName())) {
            assertThat(check.look().await().indefinitely()).isFalse();
            assertThat(log.lines()).singleElement().asString().contains("could not be asked");
            dcs.faults().clear();
            assertThat(check.look().await().indefinitely()).isTrue();
            assertThat(log.lines()).last().asString().contains("more than one active");
        }
    }

    @Test
    void aRefusalIsAnAnswer() {
        dcs.faults().always("webhooks", Fault.unauthorized());
        assertThat(check.look().await().indefinitely()).isTrue();
    }

    @Test
    void itIsAskedAgainAfterGrowingPausesUntilItAnswers() {
        var counted = new Counted(settings);
        var watch = new SubscriptionWatch(counted, others, clock);
        watch.look();
        watch.look();
        assertThat(counted.times).as("within the first pause").isEqualTo(1);
        clock.advance(SubscriptionWatch.FIRST_PAUSE);
        watch.look();
        assertThat(counted.times).isEqualTo(2);
        for (int i = 0; i < 10; i++) {
            clock.advance(SubscriptionWatch.LONGEST_PAUSE);
            watch.look();
        }
        assertThat(counted.times).isEqualTo(12);
        clock.advance(SubscriptionWatch.FIRST_PAUSE);
        watch.look();
        assertThat(counted.times).as("the pause has grown").isEqualTo(12);
        counted.answered = true;
        clock.advance(SubscriptionWatch.LONGEST_PAUSE);
        watch.look();
        assertThat(counted.times).isEqualTo(13);
        clock.advance(SubscriptionWatch.PERIOD.minusSeconds(1));
        watch.look();
        assertThat(counted.times).as("within the period").isEqualTo(13);
        clock.advance(Duration.ofSeconds(1));
        watch.look();
        assertThat(counted.times).as("a subscription that came later").isEqualTo(14);
    }

    @Test
    void anEventOfSomebodyElseIsAReasonToLookAtOnce() {
        var counted = new Counted(settings);
        counted.answered = true;
        var watch = new SubscriptionWatch(counted, others, clock);
        watch.look();
        for (int i = 0; i < 2; i++) {
            given().contentType("application/json")
                    .header("X-Webhook-Signature", "sha256=" + "0".repeat(64))
                    .body("{}")
                    .post("/webhooks/dream-storage")
                    .then()
                    .statusCode(401);
            watch.look();
        }
        assertThat(counted.times).as("at once").isEqualTo(1);
        clock.advance(SubscriptionWatch.FIRST_PAUSE);
        watch.look();
        watch.look();
        assertThat(counted.times).as("within half a minute").isEqualTo(2);
    }

    /** The LMS's handler of DCS's events deletes a book's activities, and makes new ones. */
    @Test
    void activitiesThatOthersHaveReplacedAreAReasonToLookAtOnce() {
        var book = dcs.books().add("A book");
        new ConfigFile().module("M1").page(8).activity("circle", "One").of(book, dcs);
        importActivities(book);
        var counted = new Counted(settings);
        counted.answered = true;
        var watch = new SubscriptionWatch(counted, others, clock);
        watch.look();
        rows.run("UPDATE activities SET id = gen_random_uuid() WHERE dcs_book_id = ?", book);
        importActivities(book);
        clock.advance(SubscriptionWatch.FIRST_PAUSE);
        watch.look();
        assertThat(counted.times).isEqualTo(2);
    }

    private static void importActivities(int book) {
        given().post("/books/" + book + "/import-activities").then().statusCode(200);
    }

    @Test
    void theOthersAreInHealthAndInTheMetrics() {
        dcs.webhooks().subscribe("http://lms.example.org/hook?k=s3cret", "a-secret-of-16-letters");
        dcs.webhooks().subscribe("http://books.example.org/hook", "a-secret-of-16-letters");
        try (var log = LogLines.of(SubscriptionCheck.class.getName())) {
            check.look().await().indefinitely();
            assertThat(log.lines()).isNotNull();
        }
        given().get(metrics).then().body(containsString("dcs_other_subscriptions 2.0"));
        given().get(health)
                .then()
                .body(containsString("other_subscriptions"))
                .body(containsString("http://lms.example.org/hook"))
                .body(not(containsString("s3cret")));
        dcs.reset();
        check.look().await().indefinitely();
        given().get(metrics).then().body(containsString("dcs_other_subscriptions 0.0"));
    }

    @Test
    void thereIsOneQuestionAtATime() {
        var counted = new Counted(settings);
        counted.answer = Uni.createFrom().nothing();
        var watch = new SubscriptionWatch(counted, others, clock);
        for (int i = 0; i < 3; i++) {
            watch.look();
            clock.advance(SubscriptionWatch.LONGEST_PAUSE);
        }
        assertThat(counted.times).isEqualTo(1);
    }

    /** Counts how often it is asked, and says what the test wants. */
    private static final class Counted extends SubscriptionCheck {

        private int times;
        private boolean answered;
        private Uni<Boolean> answer = Uni.createFrom().item(() -> answered);

        private Counted(Settings settings) {
            super(null, null, settings);
        }

        @Override
        Uni<Boolean> look() {
            times++;
            return answer;
        }
    }
}
