package org.dreamlms.books.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import org.awaitility.Awaitility;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.SignedEvent;
import org.dreamlms.books.rows.LmsDatabase;
import org.dreamlms.books.standin.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service subscribes to the events of DCS by itself. */
@ExpectedLog("webhook.Subscription")
@QuarkusTest
@TestProfile(LmsDatabase.class)
class SubscriptionTest extends ServiceTest {

    private static final String URL = LmsDatabase.PUBLIC_URL;

    @Inject Subscription subscription;
    @Inject AgroalDataSource database;

    @TestHTTPResource(value = "/health", management = true)
    URI health;

    /** The start subscribes, too, whenever it gets to it. */
    @BeforeEach
    void afterTheStart() {
        Awaitility.await().until(subscription::subscribed);
        dcs.reset();
        dcs.resetCalls();
    }

    private JsonObject only() {
        assertThat(dcs.webhooks().subscriptions()).hasSize(1);
        return dcs.webhooks().subscriptions().get(0);
    }

    @Test
    void aNewSubscriptionIsMadeOnce() {
        subscription.renew();
        assertThat(only().getString("url")).isEqualTo(URL);
        assertThat(only().getString("secret")).isEqualTo(SignedEvent.SECRET);
        assertThat(only().getBoolean("is_active")).isTrue();
        assertThat(only().getString("event_types"))
                .contains("book.created", "book.updated", "book.deleted", "publisher.updated");
        subscription.renew();
        subscription.renew();
        assertThat(only().getString("url")).isEqualTo(URL);
        assertThat(subscription.subscribed()).isTrue();
    }

    @Test
    void anOldOneGetsTheSecretOfTodayAndIsActiveAgain() {
        dcs.webhooks().subscribe(URL, "an-older-secret-of-ours");
        subscription.renew();
        assertThat(only().getString("secret")).isEqualTo(SignedEvent.SECRET);
        assertThat(dcs.calls("updateWebhook")).isEqualTo(1);
        assertThat(dcs.calls("createWebhook")).isZero();
    }

    @Test
    void allOfThemGetIt() {
        for (int i = 0; i < 3; i++) {
            dcs.webhooks().subscribe(URL, "an-older-secret-of-ours");
        }
        subscription.renew();
        assertThat(dcs.webhooks().subscriptions())
                .hasSize(3)
                .allSatisfy(
                        one -> assertThat(one.getString("secret")).isEqualTo(SignedEvent.SECRET));
    }

    @Test
    void thoseOfOthersAreLeftAlone() {
        var other = dcs.webhooks().subscribe("https://lms.example.org/hook", "a-secret-of-the-lms");
        subscription.renew();
        assertThat(dcs.webhooks().subscriptions()).hasSize(2).contains(other);
    }

    @Test
    void aFailureIsShownAndNoReasonNotToServe() {
        dcs.faults().always("webhooks", Fault.serverError());
        subscription.renew();
        given().get(health)
                .then()
                .statusCode(200)
                .body(containsString("subscription_failure"))
                .body(containsString("degraded"));
        given().get("/books/4").then().statusCode(200);
        dcs.faults().clear();
        subscription.renew();
        assertThat(subscription.failure()).isEmpty();
        assertThat(only().getString("url")).isEqualTo(URL);
    }

    @Test
    void whileAnotherReplicaIsAtItThisOneIsNot() throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(x'6463732d73756273'::bigint)");
            try {
                subscription.renew();
            } finally {
                statement.execute("SELECT pg_advisory_unlock(x'6463732d73756273'::bigint)");
            }
        }
        assertThat(dcs.webhooks().subscriptions()).isEmpty();
        assertThat(subscription.failure()).isEmpty();
        // Should that one have failed, this one looks again the next time.
        subscription.look();
        assertThat(only().getString("url")).isEqualTo(URL);
        dcs.resetCalls();
        subscription.look();
        assertThat(dcs.calls("webhooks")).isZero();
    }
}
