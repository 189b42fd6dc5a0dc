package org.dreamlms.books.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import org.dreamlms.books.ServiceTest;
import org.dreamlms.books.dcs.DcsClient;
import org.junit.jupiter.api.Test;

/** The start warns of a second receiver of DCS's events. */
@QuarkusTest
class SubscriptionCheckTest extends ServiceTest {

    @Inject DcsClient client;

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
}
